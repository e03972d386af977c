#!/usr/bin/perl
# SPDX-License-Identifier: BSD-2-Clause
# Breaks a source, in one place for each output: mutate.pl SOURCE {OLD NEW
# OUTPUT}...
#
# OLD must stand in SOURCE exactly once, or it fails: a lock that was changed
# cannot leave behind a mutant that is none.  An output that stays the same is
# not written, so that nothing is compiled anew because of its neighbours.
use strict;
use warnings;

sub read_all {
    my ($path) = @_;
    open my $in, '<', $path or return;
    local $/;
    return scalar <$in>;
}

my ($source, @mutants) = @ARGV;
my $text = read_all($source) // die "$source: $!\n";
while (my ($old, $new, $output) = splice @mutants, 0, 3) {
    die "$source: a mutant lacks words\n" if !defined $output;
    my $count = () = $text =~ /\Q$old\E/g;
    die "$source: stands there $count times: $old\n" if $count != 1;
    my $broken = $text =~ s/\Q$old\E/$new/r;
    die "$source: is not changed: $old\n" if $broken eq $text;
    next if ($broken eq (read_all($output) // ''));
    open my $out, '>', $output or die "$output: $!\n";
    print $out $broken;
    close $out or die "$output: $!\n";
}
