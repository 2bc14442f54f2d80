# Asks a database every query of a directory and compares the rows with those expected (cases.pl).
# SPDX-License-Identifier: MIT
# perl client.pl DATABASE CASES
use strict;
use warnings;
use DBI;
use DBD::SQLite::Constants ':file_open';

my ($path, $cases) = @ARGV;
my $database = DBI->connect("dbi:SQLite:dbname=$path", '', '',
    {sqlite_open_flags => SQLITE_OPEN_READONLY, RaiseError => 1, PrintError => 0});

sub slurp {
    my ($file) = @_;
    open(my $handle, '<', $file) or die "cannot read $file: $!\n";
    local $/;
    return scalar(<$handle>) // '';
}

sub cell {
    my ($value) = @_;
    return 'NULL' unless defined $value;
    return $value =~ /^-?\d{1,15}(\.\d{1,30})?(e[+-]?\d{1,3})?\z/i ? sprintf('%.6f', $value) : $value;
}

sub answer {
    my ($sql) = @_;
    my $rows = eval { $database->selectall_arrayref($sql) } or return "error: $@";
    return join('', map { join('|', map { cell($_) } @$_) . "\n" } @$rows);
}

my ($passed, @failed) = (0);
for my $trusted ('ON', 'OFF') {
    $database->do("PRAGMA trusted_schema = $trusted");
    my ($is_trusted) = $database->selectrow_array('PRAGMA trusted_schema');
    push @failed, "PRAGMA trusted_schema = $trusted does nothing" if ($is_trusted // -1) != ($trusted eq 'ON');
    for my $query (sort glob("$cases/*.sql")) {
        my $got = answer(slurp($query));
        my $rows = $query =~ s/sql$/rows/r;
        if ($got eq slurp($rows)) { $passed++ } else { push @failed, "$query, trusted_schema $trusted:\n$got" }
    }
}
print STDERR "$_\n" for @failed;
printf "Perl, SQLite %s: %d passed, %d failed\n", $database->{sqlite_version}, $passed, scalar @failed;
exit(@failed || !$passed ? 1 : 0);
