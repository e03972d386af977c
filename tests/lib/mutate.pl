#!/usr/bin/perl
# SPDX-License-Identifier: BSD-2-Clause
# Breaks a source by each of some patches: mutate.pl FOLDER SOURCE PATCH...
# writes FOLDER/NAME.SOURCE for a patch NAME.patch.
#
# A patch is what `git diff` prints for that one file; text may stand before it.
# The lines of each hunk must stand in the source unchanged and exactly once, or
# this script fails and names the patch.  patch(1) would take the nearest of
# several places, and lines that only resemble the context: the mutant could
# then be sound, or broken elsewhere.  The line numbers of a hunk do not count.
# To make a patch anew, edit the source, keep the output of `git diff`, and
# restore the source.
#
# An output that stays the same is not written, so that nothing is compiled anew
# because a neighbour changed.
use strict;
use warnings;
use File::Basename qw(basename);

sub read_all {
    my ($path) = @_;
    open my $in, '<', $path or return;
    local $/;
    return scalar <$in>;
}

# The old and the new text of the hunk whose header was the last line read.
sub read_hunk {
    my ($lines, $n_old, $n_new) = @_;
    my ($old, $new) = ('', '');
    while ($n_old > 0 || $n_new > 0) {
        my ($kind, $line) = (shift @$lines // return) =~ /^([-+ ]?)(.*\n)\z/s
            or return;
        if ($kind ne '+') {
            $old .= $line;
            $n_old--;
        }
        if ($kind ne '-') {
            $new .= $line;
            $n_new--;
        }
    }
    return $n_old == 0 && $n_new == 0 ? ($old, $new) : ();
}

sub break_source {
    my ($patch, $source, $unbroken) = @_;
    my $text = $unbroken;
    my @lines = split /^/, read_all($patch) // die "$patch: $!\n";
    my ($path, $n_hunks);
    while (defined(my $line = shift @lines)) {
        if ($line =~ m{^\+\+\+ b/(\S+)}) {
            die "$patch: it has more than one file; make one patch for each\n"
                if defined $path;
            $path = $1;
            die "$patch: it is for $path, not for $source\n"
                if "/$source" !~ m{/\Q$path\E\z};
            next;
        }
        $line =~ /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/ or next;
        my ($old, $new) = read_hunk(\@lines, $1 // 1, $2 // 1);
        die "$patch: a hunk is cut short or is too long; make it anew\n"
            if !defined $old;
        my $count = () = $text =~ /^\Q$old\E/gm;
        die "$patch: the lines of a hunk stand $count times in $source, not"
            . " once; make the patch anew\n"
            if $count != 1;
        $text =~ s/^\Q$old\E/$new/m;
        $n_hunks++;
    }
    die "$patch: it is no patch of a file\n" if !$path || !$n_hunks;
    die "$patch: it changes nothing\n" if $text eq $unbroken;
    return $text;
}

my ($folder, $source, @patches) = @ARGV;
die "usage: mutate.pl FOLDER SOURCE PATCH...\n" if !@patches;
my $text = read_all($source) // die "$source: $!\n";
my $status = 0;
for my $patch (@patches) {
    my $broken = eval { break_source($patch, $source, $text) };
    # All patches that a change of the source leaves behind are named at once.
    if (!defined $broken) {
        print STDERR $@;
        $status = 1;
        next;
    }
    my $output = join '.', "$folder/" . basename($patch, '.patch'),
        basename($source);
    next if $broken eq (read_all($output) // '');
    open my $out, '>', $output or die "$output: $!\n";
    print $out $broken or die "$output: $!\n";
    close $out or die "$output: $!\n";
}
exit $status;
