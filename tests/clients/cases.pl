# Writes the queries that every client is asked into a directory, NN.sql each, and the rows that the sqlite3 shell
# gives for them into NN.rows: a line a row, cells between bars, numbers with six decimals, NULL as NULL.
# SPDX-License-Identifier: MIT
# perl cases.pl DATABASE DIRECTORY FILE...    of *.md the blocks marked sql, of other files everything
use strict;
use warnings;

my ($database, $directory, @sources) = @ARGV;
@sources or die "usage: perl cases.pl DATABASE DIRECTORY FILE...\n";

sub slurp {
    my ($path) = @_;
    open(my $handle, '<', $path) or die "cannot read $path: $!\n";
    local $/;
    return scalar <$handle>;
}

sub spew {
    my ($path, $text) = @_;
    open(my $handle, '>', $path) or die "cannot write $path: $!\n";
    print $handle $text;
    close($handle) or die "cannot write $path: $!\n";
}

sub cell {
    my ($value) = @_;
    return $value =~ /^-?\d{1,15}(\.\d{1,30})?(e[+-]?\d{1,3})?\z/i ? sprintf('%.6f', $value) : $value;
}

# Apart by control characters, which nothing else in the answer holds. A first "--" would be an option.
sub rows {
    my ($sql) = @_;
    open(my $shell, '-|', 'sqlite3', '-readonly', '-ascii', '-nullvalue', 'NULL', $database, "\n$sql")
        or die "cannot run sqlite3: $!\n";
    my $answer = do { local $/; <$shell> } // '';
    close($shell) or die "sqlite3 refuses: $sql\n";
    my @rows = split(/\x1e/, $answer);
    return join('', map { join('|', map { cell($_) } split(/\x1f/, $_, -1)) . "\n" } @rows);
}

my $count = 0;
for my $source (@sources) {
    my $text = slurp($source);
    my @blocks = $source =~ /\.md\z/ ? $text =~ /^```sql\n(.*?)^```$/msg : ($text);
    @blocks or die "$source: no block marked sql\n";
    for my $statement (map { split /;[ \t]*(?:\n|\z)/ } @blocks) {
        next unless $statement =~ /^\s*(?!--|\s)\S/m;
        my $name = sprintf('%s/%02d', $directory, ++$count);
        spew("$name.sql", $statement);
        spew("$name.rows", rows($statement));
    }
}
print "cases: $count queries\n";
