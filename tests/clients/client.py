# Asks a database every query of a directory and compares the rows with those expected (cases.pl).
# SPDX-License-Identifier: MIT
# python3 client.py DATABASE CASES
import pathlib
import re
import sqlite3
import sys

NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,30})?(e[+-]?\d{1,3})?\Z", re.IGNORECASE | re.ASCII)


def cell(value):
    text = "NULL" if value is None else str(value)
    return "%.6f" % float(text) if NUMBER.match(text) else text


def answer(database, sql):
    try:
        return "".join("|".join(map(cell, row)) + "\n" for row in database.execute(sql))
    except sqlite3.Error as error:
        return "error: " + str(error)


path, cases = sys.argv[1:]
failed = []
passed = 0
database = sqlite3.connect("file:" + path + "?mode=ro", uri=True)
for trusted in ("ON", "OFF"):
    database.execute("PRAGMA trusted_schema = " + trusted)
    if database.execute("PRAGMA trusted_schema").fetchone()[0] != (trusted == "ON"):
        failed.append("PRAGMA trusted_schema = " + trusted + " does nothing")
    for query in sorted(pathlib.Path(cases).glob("*.sql")):
        got = answer(database, query.read_text("utf-8"))
        if got == query.with_suffix(".rows").read_text("utf-8"):
            passed += 1
        else:
            failed.append(f"{query}, trusted_schema {trusted}:\n{got}")
print(*failed, sep="\n", end="\n" if failed else "", file=sys.stderr)
print(f"Python, SQLite {sqlite3.sqlite_version}: {passed} passed, {len(failed)} failed")
sys.exit(1 if failed or not passed else 0)
