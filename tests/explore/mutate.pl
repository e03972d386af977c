#!/usr/bin/perl
# SPDX-License-Identifier: BSD-2-Clause
# Breaks a source in one place: mutate.pl SOURCE OLD NEW OUTPUT.
#
# OLD must stand in SOURCE exactly once, or it fails: a lock that was changed
# cannot leave behind a mutant that is none.
use strict;
use warnings;

my ($source, $old, $new, $output) = @ARGV;
open my $in, '<', $source or die "$source: $!\n";
my $text = do { local $/; <$in> };
my $count = () = $text =~ /\Q$old\E/g;
die "$source: stands there $count times: $old\n" if $count != 1;
$text =~ s/\Q$old\E/$new/;
open my $out, '>', $output or die "$output: $!\n";
print $out $text;
close $out or die "$output: $!\n";
