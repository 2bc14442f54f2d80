#!/usr/bin/env -S python3 -B
"""Reads the same dumps with Python and with litdex, and says where they differ.

usage: compare.py LITDEX [--table] [--control]

Both sides become lines of JSON, one a record, with the source text of each field (docs/normalizing.md says what of it
may differ). The samples beside the tests are always read, public ones where LITDEX_DATA names their directory.
Exit code 1 means differences.
"""
# SPDX-License-Identifier: MIT
import argparse
import contextlib
import json
import lzma
import os
import pathlib
import re
import sqlite3
import subprocess
import sys
import tempfile

import readers
import values

# A table whose columns have names of their own, which both sides are told.
MAPPED = {"mapped.csv": {"arxiv_id": "Ref", "title": "Heading", "abstract": "Text"}}
# The table is broken on purpose, and the csv module reads on over the damage; unit tests say what becomes of each row.
LEFT_OUT = {"damaged.csv", "README.md"}

OWN = {
    "arxiv_json": readers.arxiv_json, "oai_dc_json": readers.oai_dc_json, "arxiv_oai": readers.arxiv_oai,
    "arxiv_atom": readers.arxiv_atom, "arxiv_abs": readers.arxiv_abs, "arxiv_listing": readers.arxiv_abs,
    "csv": readers.comma_separated,
}
# From directory to reader and to what the samples are.
PUBLIC = {
    "kaggle-jsonl": (readers.arxiv_json, "excerpts of arXiv's metadata snapshot, JSON lines"),
    "oai-arxiv": (readers.arxiv_oai, "arXiv OAI-PMH pages, metadata prefix arXiv"),
    "oai-arxivraw": (readers.arxiv_oai, "arXiv OAI-PMH pages, metadata prefix arXivRaw"),
    "oai-dc": (readers.arxiv_oai, "arXiv OAI-PMH pages, metadata prefix oai_dc"),
    "atom": (readers.arxiv_atom, "answers of the arXiv API, Atom"),
    "arxiv-abs": (readers.arxiv_abs, "arXiv's .abs files"),
    "arxiv-listing": (readers.arxiv_abs, "arXiv's listings of months and of a week"),
    "csv": (readers.comma_separated, "tables of arXiv metadata, comma- and tab-separated"),
}

RECORDS = """
  SELECT r.start, r.record_id, v.field, v.value, v.original
  FROM records AS r JOIN record_values AS v USING (record_id)
  UNION ALL SELECT start, record_id, 'record_date', record_date, NULL FROM records WHERE record_date IS NOT NULL
  ORDER BY 1
"""
# The database has the parts of names for the authors that were chosen for a paper: there, none is a difference.
FAMILIES = """
  SELECT v.record_id, coalesce(a.family, a.name)
  FROM record_values AS v LEFT JOIN paper_authors AS p USING (paper_id) LEFT JOIN authors AS a USING (author_id)
  WHERE v.field = 'authors' AND v.chosen ORDER BY v.record_id, p.position
"""


def read_by_litdex(program, path, mapping):
    """From field to (value, source text) for each record, and the number of rejects; None where no format is known."""
    with tempfile.TemporaryDirectory() as directory:
        database = os.path.join(directory, "papers.db")
        options = [f"--map={field}={column}" for field, column in mapping.items()]
        subprocess.run([program, "import", "--db", database, *options, path], check=False, capture_output=True)
        if not os.path.exists(database):
            return None
        with contextlib.closing(sqlite3.connect(database)) as papers:
            records = {}
            for _, record, field, value, original in papers.execute(RECORDS):
                records.setdefault(record, {})[field] = (value, original)
            for record, family in papers.execute(FAMILIES):
                records[record].setdefault("families", []).append(family)
            return list(records.values()), papers.execute("SELECT count(*) FROM rejects").fetchone()[0]


def stream(path):
    data = path.read_bytes()
    return lzma.decompress(data) if path.suffix == ".xz" else data


def read_by_python(reader, data, mapping):
    if mapping:
        return reader(data, {field: readers.column_name(column) for field, column in mapping.items()})
    return reader(data)


def canonical_names(printed):
    """The names in a list in canonical form, each with its affiliations in parentheses, in which semicolons end none."""
    names, depth = [""], 0
    for character in printed:
        depth += (character == "(") - (character == ")")
        if character == ";" and not depth:
            names.append("")
        else:
            names[-1] += character
    return [name for name in names if name.strip()]


def source_of(theirs, ours):
    """litdex's record in the form of Python's: texts as the source has them, of the other fields the value."""
    result = {}
    families = theirs.pop("families", None)
    if "families" in ours:
        result["families"] = families or ours["families"]
    for field, (value, original) in theirs.items():
        source = original or value
        if field == "authors" and isinstance(ours.get(field), list):
            result[field] = list(map(values.author_words, canonical_names(value)))
        elif field == "authors":
            result[field] = values.author_words(source)
        else:
            result[field] = values.text(source if field in readers.TEXTS else value)
    return result


def line(record):
    return json.dumps(record, sort_keys=True, ensure_ascii=False)


def differences(name, python, litdex):
    """What differs in a file, in words."""
    if len(python) != len(litdex):
        yield f"{name}: {len(python)} records by Python, {len(litdex)} by litdex"
    for ordinal, (ours, theirs) in enumerate(zip(python, litdex), 1):
        theirs = source_of(theirs, ours)
        if line(ours) == line(theirs):
            continue
        for field in sorted(set(ours) | set(theirs)):
            if ours.get(field) != theirs.get(field):
                yield (f"{name}: record {ordinal}, {ours.get('arxiv_id')}: {field}\n"
                       f"  by Python: {ours.get(field)}\n  by litdex: {theirs.get(field)}")


def spoiled(data, title):
    """The control: the stream with another first letter in the first long word of a title."""
    at = data.index(re.search("[A-Za-z]{5,}", title)[0].encode())
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1:]


class Samples:
    """The files of one directory, read by one reader."""

    def __init__(self, title, directory, reader):
        self.title, self.reader = title, reader
        self.files = sorted(path for path in directory.iterdir() if path.name not in LEFT_OUT)
        self.read = self.python = self.litdex = self.rejects = 0
        self.found = []

    def compare(self, program, is_control):
        for path in self.files:
            mapping = MAPPED.get(path.name, {})
            data = stream(path)
            ours, refused = read_by_python(self.reader, data, mapping)
            if is_control and ours and not self.python:
                ours, refused = read_by_python(self.reader, spoiled(data, ours[0]["title"]), mapping)
            theirs = read_by_litdex(program, path, mapping)
            if theirs is None and not ours:
                continue  # both say that it is no dump of papers
            theirs, rejects = theirs or ([], 0)
            self.count(ours, theirs, rejects)
            self.found += differences(path.name, ours, theirs)
            if len(refused) != rejects:
                self.found.append(f"{path.name}: {len(refused)} rejects by Python, {rejects} by litdex")

    def count(self, ours, theirs, rejects):
        self.read += 1
        self.python += len(ours)
        self.litdex += len(theirs)
        self.rejects += rejects

    def row(self):
        return f"| {self.title} | {self.read:,} | {self.python:,} | {self.litdex:,} | {self.rejects:,} |"


def own_samples():
    data = values.ROOT / "tests" / "data"
    return [Samples(f"tests/data/{name}", data / name, reader) for name, reader in OWN.items()]


def public_samples():
    directory = os.environ.get("LITDEX_DATA")
    if not directory:
        print("skipped: LITDEX_DATA names no directory of public samples", file=sys.stderr)
        return
    for name, (reader, title) in PUBLIC.items():
        samples = pathlib.Path(directory) / "formats" / name
        if samples.is_dir():
            yield Samples(title, samples, reader)
        else:
            print(f"skipped: {title}: there is no formats/{name}", file=sys.stderr)


def main():
    arguments = argparse.ArgumentParser(description="compares what litdex and Python read in the same dumps")
    arguments.add_argument("program", metavar="LITDEX")
    arguments.add_argument("--table", action="store_true", help="only public samples: the table of docs/formats/README.md")
    arguments.add_argument("--control", action="store_true", help="change a byte of a title in each set: it has to show")
    options = arguments.parse_args()
    found = 0
    print("| sample set | files | records by Python | records by litdex | rejects |\n|---|---:|---:|---:|---:|")
    for samples in [*([] if options.table else own_samples()), *public_samples()]:
        samples.compare(options.program, options.control)
        print(samples.row(), flush=True)
        for difference in samples.found:
            print(difference, file=sys.stderr)
        found += len(samples.found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
