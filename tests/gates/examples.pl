# Runs the examples of documentation in a new directory beside the files they name: the lines under "Examples:" of a page
# of help texts, where finding nothing (exit code 2) is no failure; of another page the commands among its indented lines,
# and the SQL of its blocks.
# SPDX-License-Identifier: MIT
# perl examples.pl ROOT LITDEX_DIRECTORY WORK PAGE
use strict;
use warnings;
use File::Copy qw(copy);
use File::Path qw(make_path remove_tree);

my ($root, $litdex_directory, $work, $page) = @ARGV;
defined $page or die "usage: perl examples.pl ROOT LITDEX_DIRECTORY WORK PAGE\n";

sub spew {
    my ($path, $text) = @_;
    open(my $handle, '>', $path) or die "cannot write $path: $!\n";
    print $handle $text;
    close($handle) or die "cannot write $path: $!\n";
}

open(my $handle, '<', $page) or die "cannot read $page: $!\n";
my $text = do { local $/; <$handle> };
my @help = map { split /\n/ } $text =~ /^Examples:\n((?:  .*\n)+)/mg;
my @commands = @help ? @help : $text =~ /^    ((?:litdex|zstd) .*)$/mg;
s/^\s+|\s+$//g for @commands;
@commands or die "$page: no example\n";

remove_tree($work);
make_path($work);
chdir($work) or die "cannot enter $work: $!\n";
$ENV{PATH} = "$litdex_directory:$ENV{PATH}";
delete $ENV{LITDEX_DB};
for my $name ('dump.txt', 'my-dump.txt', 'unknown.txt') { copy("$root/seeds/arxiver-author-page.txt", $name) or die "$name: $!\n" }
spew('papers.csv', "paper,text\n2301.00003,We count them again.\n");
spew('2023.txt', "We count the ways to tile a strip with short pieces. The count grows as expected.\narXiv:2301.00001");
spew('2024.txt', "A measurement of how fast small pumps age in the field is reported here.\narXiv:2401.00002");
spew('my-dump-2026.txt', "How slow roads become when it rains is told by ten years of counts.\narXiv:2601.00003");
spew('queries.sql', "SELECT count(*) FROM papers;\nSELECT arxiv_id FROM papers LIMIT 1;\n");
for my $pair (['2023.txt', 'dump.txt.zst'], ['2024.txt', 'another.txt.zst']) {
    system('zstd', '-q', $pair->[0], '-o', $pair->[1]) == 0 or die "zstd failed\n";
}

my $failed = 0;
sub run {
    my ($command) = @_;
    my $said = qx{exec 2>&1 </dev/null; $command};
    my $status = $? >> 8 || $?;
    return if $status == 0 || ($status == 2 && @help);
    print "ended with $status: $command\n$said\n";
    $failed++;
}

# The others ask what it loads; in the order of the page it may come later.
run('litdex import dump.txt');
run($_) for @commands;
my $count = @commands;
for my $sql ($text =~ /^```sql\n(.*?)^```$/msg) {
    spew('page.sql', $sql);
    run('sqlite3 -readonly -bail papers.db < page.sql');
    $count++;
}
print "examples: $count ran, $failed failed\n";
exit($failed ? 1 : 0);
