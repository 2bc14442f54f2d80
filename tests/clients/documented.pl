# Runs the programs of docs/clients.md and README as they stand there, each as a file of its own beside papers.db.
# Those of docs/clients.md all print the same papers.
# SPDX-License-Identifier: MIT
# perl documented.pl ROOT DIRECTORY DATABASE
use strict;
use warnings;
use File::Copy qw(copy);

my ($root, $directory, $database) = @ARGV;
my %runs = (python => '/usr/bin/python3', perl => '/usr/bin/perl', php => '/usr/bin/php', tcl => '/usr/bin/tclsh',
    js => 'node', sh => 'sh');

sub slurp {
    my ($path) = @_;
    open(my $handle, '<', $path) or die "cannot read $path: $!\n";
    local $/;
    return scalar <$handle>;
}

# The status and the lines of what a program of the documentation prints.
sub run {
    my ($language, $name, $code) = @_;
    open(my $handle, '>', $name) or die "cannot write $name: $!\n";
    print $handle $code;
    close($handle) or die "cannot write $name: $!\n";
    my $said = `$runs{$language} $name 2>&1 </dev/null`;
    return ($?, $said);
}

chomp(my @expected = sort `sqlite3 -readonly $database "SELECT arxiv_id FROM papers_fts
    JOIN papers ON paper_id = papers_fts.rowid WHERE papers_fts MATCH '\\"reading\\" \\"comprehension\\"'"`);
@expected or die "documented: no paper has the words\n";
copy($database, "$directory/papers.db") or die "cannot copy $database: $!\n";
chdir($directory) or die "cannot enter $directory: $!\n";

my ($passed, $failed) = (0, 0);
for my $page ('docs/clients.md', 'README.md') {
    my $text = slurp("$root/$page");
    my $count = 0;
    while ($text =~ /^```(\w+)\n(.*?)^```$/msg) {
        my ($language, $code) = ($1, $2);
        next if $language eq 'sql';
        die "$page: nothing is known that runs $language\n" unless $runs{$language};
        my $name = sprintf('%s-%d.%s', $page =~ s/\W/-/gr, ++$count, $language);
        my ($status, $said) = run($language, $name, $code);
        my @lines = sort(split(/\r?\n/, $said));
        my $is_right = $status == 0 && @lines > 0 && ($page eq 'README.md' || "@lines" eq "@expected");
        if ($is_right) { $passed++ } else { $failed++; print STDERR "$name ended with $status and printed\n$said\n" }
    }
    die "$page: no program\n" unless $count;
}
print "documented: $passed passed, $failed failed\n";
exit($failed ? 1 : 0);
