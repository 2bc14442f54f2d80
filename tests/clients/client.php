<?php
// Asks a database every query of a directory and compares the rows with those expected (cases.pl).
// SPDX-License-Identifier: MIT
// php client.php DATABASE CASES

function cell($value): string
{
    if ($value === null) {
        return 'NULL';
    }
    $is_number = preg_match('/^-?\d{1,15}(\.\d{1,30})?(e[+-]?\d{1,3})?\z/i', (string) $value);
    return $is_number ? sprintf('%.6F', (float) $value) : (string) $value;
}

function answer(SQLite3 $database, string $sql): string
{
    try {
        $result = $database->query($sql);
        $text = '';
        while ($row = $result->fetchArray(SQLITE3_NUM)) {
            $text .= implode('|', array_map('cell', $row)) . "\n";
        }
        return $text;
    } catch (Exception $error) {
        return 'error: ' . $error->getMessage();
    }
}

[, $path, $cases] = $argv;
$database = new SQLite3($path, SQLITE3_OPEN_READONLY);
$database->enableExceptions(true);
$passed = 0;
$failed = [];
foreach (['ON', 'OFF'] as $trusted) {
    $database->exec("PRAGMA trusted_schema = $trusted");
    if ($database->querySingle('PRAGMA trusted_schema') !== ($trusted === 'ON' ? 1 : 0)) {
        $failed[] = "PRAGMA trusted_schema = $trusted does nothing";
    }
    foreach (glob("$cases/*.sql") as $query) {
        $got = answer($database, file_get_contents($query));
        if ($got === file_get_contents(substr($query, 0, -3) . 'rows')) {
            $passed++;
        } else {
            $failed[] = "$query, trusted_schema $trusted:\n$got";
        }
    }
}
foreach ($failed as $failure) {
    fwrite(STDERR, "$failure\n");
}
printf("PHP, SQLite %s: %d passed, %d failed\n", SQLite3::version()['versionString'], $passed, count($failed));
exit($failed || !$passed ? 1 : 0);
