#!/usr/bin/perl
# Keeps a corpus small: of all files that libFuzzer looked at, the few that together reach most stay in the tree.
# SPDX-License-Identifier: MIT
# usage: choose_corpus.pl MERGE_CONTROL_FILE CORPUS_DIRECTORY
use strict;
use warnings;
use File::Basename qw(basename);
use File::Copy qw(copy);

my $most_files = 60;
my $most_bytes = 200_000;

my ($control, $corpus) = @ARGV;
die "usage: choose_corpus.pl MERGE_CONTROL_FILE CORPUS_DIRECTORY\n" if @ARGV != 2 || !-d $corpus;

# The file begins with the number of paths, how many of them were in the target directory, and the paths.
open my $lines, '<', $control or die "choose_corpus: $control: $!\n";
chomp(my $count = <$lines>);
<$lines>;
my @paths = map { chomp(my $path = <$lines>); $path } 1 .. $count;
my %reached;    # path: the numbers of what it reaches
while (my $line = <$lines>) {
    $reached{$paths[$1]} = [split ' ', $2] if $line =~ /^FT (\d+) (.*)/ && -e $paths[$1];
}

my (%is_seen, @chosen);
my $bytes = 0;
sub is_ours { my ($path) = @_; return index($path, "$corpus/") == 0 ? 1 : 0 }
sub gain { my ($path) = @_; return scalar grep { !$is_seen{$_} } @{$reached{$path}} }

sub choose {
    my ($path) = @_;
    push @chosen, $path;
    $bytes += -s $path;
    $is_seen{$_} = 1 for @{delete($reached{$path}) // []};
}

# A file with a name was put there by a person; libFuzzer names files by their SHA-1, and does not list an empty one.
choose($_) for grep { basename($_) !~ /^[0-9a-f]{40}$/ } glob "$corpus/*";
# What a file adds only gets less, so that what it added last is enough to leave most of them out.
my %bound = map { $_ => scalar @{$reached{$_}} } keys %reached;
while (@chosen < $most_files) {
    my ($best, $most) = (undef, 0);
    for my $path (sort { $bound{$b} <=> $bound{$a} || is_ours($b) <=> is_ours($a) || $a cmp $b } keys %bound) {
        last if $bound{$path} <= $most;
        next if $bytes + -s $path > $most_bytes;
        $bound{$path} = gain($path);
        ($best, $most) = ($path, $bound{$path}) if $bound{$path} > $most;
    }
    last if !defined $best;
    choose($best);
    delete $bound{$best};
}

my %is_chosen = map { basename($_) => 1 } @chosen;
my ($added, $removed) = (0, 0);
for my $path (@chosen) {
    my $target = "$corpus/" . basename($path);
    next if -e $target;
    copy($path, $target) or die "choose_corpus: $target: $!\n";
    $added++;
}
for my $path (glob "$corpus/*") {
    next if $is_chosen{basename($path)};
    unlink $path or die "choose_corpus: $path: $!\n";
    $removed++;
}
printf "%s: %d files, %d bytes; %d added, %d removed\n", basename($corpus), scalar @chosen, $bytes, $added, $removed;
