"""One reader for each dump format, each made of Python's own library.

A reader takes the bytes of a file and gives two lists: the records, from field to value, and what is no record but says
that it should be one. Authors are a list of names where the format parts them, else their text. What the fields are is said
in docs/formats; nothing is shared with src/.
"""
# SPDX-License-Identifier: MIT
import ast
import csv
import io
import json
import re
import xml.etree.ElementTree as ElementTree

import values

csv.field_size_limit(1 << 26)
TEXTS = ("title", "abstract", "comments", "journal_ref", "report_no", "msc_class", "acm_class", "submitter")


def record(fields):
    """The fields that there are, each in the form in which it is compared."""
    result = {name: values.text(fields.get(name)) for name in TEXTS}
    arxiv_id, version = values.identifier(fields.get("arxiv_id"))
    result["arxiv_id"] = arxiv_id
    result["latest_version"] = fields.get("latest_version") or version
    result["doi"] = values.doi(fields.get("doi"))
    result["categories"] = values.categories(fields.get("categories") or [])
    result["license"] = values.license(fields.get("license"))
    for name in ("submitted", "updated", "deleted", "record_date"):
        result[name] = values.date(fields.get(name))
    result.update(values.authors(fields.get("authors")))
    return {name: value for name, value in result.items() if value}


# JSON


def json_values(data):
    """All values of a stream, one after another, arrays and wrappers opened."""
    content = data.decode("utf-8-sig")
    decoder = json.JSONDecoder()
    place = 0
    while place < len(content):
        if content[place] in " \t\r\n,":
            place += 1
            continue
        value, place = decoder.raw_decode(content, place)
        yield from json_entries(value)


def json_entries(value):
    if isinstance(value, list) and not (len(value) == 2 and isinstance(value[0], str)):
        for inner in value:
            yield from json_entries(inner)
    elif isinstance(value, dict) and "results" in value:
        yield from json_entries(value["results"])
    else:
        yield value


def first(source, *names):
    return next((source[name] for name in names if source.get(name)), None)


def json_versions(entry):
    """(number, date) of each version, in both spellings."""
    versions = entry.get("versions") or []
    if versions and isinstance(versions[0], str):
        versions = [{"version": name, "created": when} for name, when in zip(versions, entry["versions_dates"])]
    return [(int(version["version"].lstrip("v")), version["created"]) for version in versions]


def json_name(name):
    """A name as arXiv parses it, or as one text with or without affiliations."""
    if isinstance(name, list):
        return values.parted_name(*name)
    return (None, name["name"], *name["affiliation"]) if isinstance(name, dict) else (None, name)


def arxiv_json(data):
    records = []
    for entry in json_values(data):
        versions = sorted(json_versions(entry))
        authors = first(entry, "authors_parsed", "authors")
        codes = entry.get("categories") or []
        codes = [codes] if isinstance(codes, str) else codes
        fields = {
            "arxiv_id": first(entry, "id", "entry_id"), "abstract": first(entry, "abstract", "summary"),
            "comments": first(entry, "comments", "comment"), "journal_ref": first(entry, "journal-ref", "journal_ref"),
            "report_no": entry.get("report-no"),
            "authors": list(map(json_name, authors)) if isinstance(authors, list) else authors,
            "categories": " ".join([entry.get("primary_category") or "", *codes]).split(),
            "submitted": versions[0][1] if versions else entry.get("published"),
            "updated": versions[-1][1] if versions else entry.get("updated"),
            "latest_version": str(versions[-1][0]) if versions else None,
        }
        fields["record_date"] = entry.get("update_date") or fields["updated"]
        records.append(record({**{name: entry.get(name) for name in ("title", "doi", "license", "submitter")}, **fields}))
    return records, []


# Dublin Core


def creator_name(text):
    """A creator is "Family, Given", or a name as it stands."""
    family, comma, given = text.partition(",")
    return values.parted_name(family, given) if comma else (None, text)


def dublin_core(element, header_id=None):
    """The fields of a Dublin Core record, from name to list of values."""
    descriptions, dates = element.get("description", []), element.get("date", [])
    others = [text for text in descriptions if not text.strip().startswith("Comment:")]
    abstract = next(iter(others or descriptions), None)
    comments = [text.strip()[len("Comment:"):] for text in descriptions if text not in others and text is not abstract]
    papers, dois, references = [], [], []
    for name in map(str.strip, element.get("identifier", [])):
        if "arxiv.org" in name and values.identifier(name)[0]:
            papers.append(name)
        elif re.match(r"doi:|https?://(dx\.)?doi\.org/|10\.\d{4,}[\d.]*/\S", name, re.IGNORECASE):
            dois.append(name)
        elif not re.fullmatch(r"\S*://\S*", name):
            references.append(name)
    subjects = map(str.strip, element.get("subject", []))
    return {
        "arxiv_id": next(iter([*papers, header_id]), None), "title": next(iter(element.get("title", [])), None),
        "abstract": abstract, "comments": values.joined(comments), "doi": " ".join(dois),
        "journal_ref": values.joined(references), "authors": list(map(creator_name, element.get("creator", []))),
        "submitted": dates[0] if dates else None, "updated": dates[-1] if dates else None,
        "msc_class": next((name for name in subjects if re.match(r"\d\d[A-Z-](\d\d|XX)", name, re.IGNORECASE)), None),
        "license": next((name for name in element.get("rights", []) if name.strip().startswith("http")), None),
    }


def oai_dc_json(data):
    records = []
    for name, entry in json_values(data):
        fields = dublin_core(entry, name)
        fields["record_date"] = fields["updated"]
        records.append(record(fields))
    return records, []


# XML


def local(element):
    return element.tag.rpartition("}")[2]


def xml_documents(data):
    """The documents of a stream: pages may stand one after another, and entries without a page."""
    for page in re.split(r"<\?xml[^>]*\?>", data.decode("utf-8-sig")):
        yield ElementTree.fromstring(f"<all>{page}</all>")


def by_name(element):
    """The texts of all elements in an element, from local name to list."""
    result = {}
    for inner in element.iter():
        result.setdefault(local(inner), []).append("".join(inner.itertext()))
    return result


def arxiv_oai(data):
    records, rejects = [], []
    for document in xml_documents(data):
        for element in document.iter():
            if local(element) == "record":
                records.append(oai_record(element))
            elif local(element) == "error":
                rejects.append("".join(element.itertext()))
    return records, rejects


def oai_record(element):
    header = next(inner for inner in element if local(inner) == "header")
    about = by_name(header)
    if header.get("status") == "deleted":
        deleted = about["datestamp"][0]
        return record({"arxiv_id": about["identifier"][0], "deleted": deleted, "record_date": deleted})
    metadata = next(inner for inner in element if local(inner) == "metadata")
    fields = by_name(metadata)
    if "id" not in fields:
        core = dublin_core(fields, about["identifier"][0])
        return record({**core, "record_date": next(iter(about.get("datestamp", [])), core["updated"])})
    versions = [inner for inner in metadata.iter() if local(inner) == "version"]
    single = {name.replace("-", "_"): fields[name][0] for name in fields}
    dates = fields.get("created", [])[:1] + fields.get("updated", [])[:1] + fields.get("date", [])
    return record({
        **single, "arxiv_id": single["id"], "doi": " ".join(fields.get("doi", [])),
        "categories": single.get("categories", "").split(), "submitted": dates[0], "updated": dates[-1],
        "latest_version": versions[-1].get("version").lstrip("v") if versions else None,
        "authors": oai_names(metadata) or single.get("authors"),
        "record_date": next(iter(about.get("datestamp", [])), dates[-1]),
    })


def oai_names(metadata):
    """Keyname, forenames and suffix of each author, the first of each (R5), and all affiliations."""
    authors = [by_name(element) for element in metadata.iter() if local(element) == "author"]
    return [values.parted_name(*(author.get(part, [""])[0] for part in ("keyname", "forenames", "suffix")),
                               *author.get("affiliation", [])) for author in authors]


def arxiv_atom(data):
    records, rejects = [], []
    for document in xml_documents(data):
        for entry in (element for element in document.iter() if local(element) == "entry"):
            fields = by_name(entry)
            if "/api/errors" in fields["id"][0]:
                rejects.append(fields["summary"][0])
            else:
                records.append(atom_record(entry, {name: texts[0] for name, texts in fields.items()}))
    return records, rejects


def atom_record(entry, fields):
    terms = [inner.get("term") for name in ("primary_category", "category") for inner in entry if local(inner) == name]
    authors = [by_name(element) for element in entry if local(element) == "author"]
    names = [(None, *author["name"], *author.get("affiliation", [])) for author in authors]
    is_line = len(names) == 1 and len(names[0]) == 2 and ", " in names[0][1]
    updated = fields.get("updated") or fields["published"]
    return record({
        **fields, "arxiv_id": fields["id"], "abstract": fields["summary"], "comments": fields.get("comment"),
        "categories": [term for term in terms if re.fullmatch(r"[a-z-]+(\.[A-Za-z-]+)?", term)],
        "submitted": fields["published"], "updated": updated, "record_date": updated,
        "authors": names[0][1] if is_line else names,
    })


# Entries of .abs files and listings

ABS_FIELDS = {
    "title": "title", "author": "authors", "authors": "authors", "categories": "categories", "comments": "comments",
    "report-no": "report_no", "acm-class": "acm_class", "msc-class": "msc_class", "journal-ref": "journal_ref", "doi": "doi",
    "license": "license", "from": "submitter", "date": "submitted", "proxy": "proxy", "subj-class": "subject",
}


def utf8_or_latin1(value):
    """The text of a field that was read as Latin-1."""
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return value


def abs_fields(header):
    """The fields of a header, each with the lines that go on."""
    fields = {}
    lines = header.split("\n")
    fields["arxiv_id"] = lines[0]
    name = None
    for line in lines[1:]:
        revised = re.match(r"Date \(revised(?: v(\d+))?\):(.*)|replaced with revised version(.*)", line)
        named = re.match(r"([A-Za-z-]+):(.*)", line)
        if revised:
            name = None
            fields["updated"] = revised[2] or revised[3]
            fields["latest_version"] = revised[1] or fields.get("latest_version")
        elif named and named[1].lower() in ABS_FIELDS:
            name = ABS_FIELDS[named[1].lower()]
            name = None if name in fields else name
            if name:
                fields[name] = named[2]
        elif not line.strip():
            name = None
        elif name:
            fields[name] += "\n" + line
    return {name: utf8_or_latin1(value) for name, value in fields.items() if value}


def abs_abstract(rest):
    """What stands before the line that ends an entry; nothing where the header was its end."""
    if re.match(r"\\\\[ \t]*\(|\\\\\s*(-{12,}|%[%-]{6}|\Z)", rest):
        return None
    rest = rest.partition("\n")[2]
    end = re.search(r"^\\\\([ \t]*\(.*http|\s*(-{12,}|%[%-]{6}|\Z))", rest, re.MULTILINE)
    return utf8_or_latin1(rest[:end.start()])


def arxiv_abs(data):
    records = []
    content = data.decode("latin-1").replace("\r\n", "\n")
    for entry in re.split(r"^\\\\[ \t]*\n(?=arXiv:|Paper)", content, flags=re.MULTILINE)[1:]:
        header, separator, rest = entry.partition("\n\\\\")
        fields = abs_fields(header)
        fields["abstract"] = abs_abstract(separator[1:] + rest)
        fields["categories"] = fields.get("categories", "").split()
        fields["submitter"] = fields.get("submitter", "").partition("<")[0]
        fields["record_date"] = fields.get("updated") or fields.get("submitted")
        records.append(record(fields))
    return records, []


# Tables

COLUMNS = {
    "arxiv_id": "arxivid id", "title": "title titles", "abstract": "abstract abstracts summary summaries",
    "authors": "author authors authortext", "categories": "primarycat categories categorieslist terms", "doi": "doi",
    "comments": "comments", "journal_ref": "journalref", "submitted": "created published", "updated": "updated",
    "acm_class": "acmclass", "msc_class": "mscclass", "report_no": "reportno", "license": "license",
}
ABSENT = ("", "nan", "none", "null", "nat", "<na>", "[]")


def column_name(name):
    return re.sub(r"[ _.-]", "", name).lower()


def table(data, columns):
    """The rows, from plain column name to cell, with the delimiter under which most names are known."""
    content = data.decode("utf-8-sig")
    known = " ".join(columns.values()).split()
    head = content.partition("\n")[0]
    delimiter = max(",\t;|", key=lambda mark: sum(column_name(name.strip('"\r')) in known for name in head.split(mark)))
    rows = csv.reader(io.StringIO(content, newline=""), delimiter=delimiter)
    names = [column_name(name) for name in next(rows)]
    return [dict(zip(names, row)) for row in rows if any(row)] if set(names) & set(known) else []


def listed(value):
    """The strings of a cell that holds a list as Python prints it, else None."""
    return ast.literal_eval(value) if value and value.startswith("[") else None


def comma_separated(data, columns=None):
    records = []
    columns = columns or COLUMNS
    for row in table(data, columns):
        cells = {name: cell for name, cell in row.items() if cell.strip().lower() not in ABSENT}
        fields = {field: first(cells, *names.split()) for field, names in columns.items()}
        authors = listed(fields.get("authors"))
        fields["authors"] = [(None, name) for name in authors] if authors else fields.get("authors")
        fields["record_date"] = cells.get("updatedate") or fields.get("updated") or fields.get("submitted")
        primary = [cells["primarycat"]] if "primarycat" in cells else []
        codes = first(cells, "categories", "categorieslist", "terms")
        fields["categories"] = primary + (listed(codes) or re.split(r"[\s,;|]+", codes or ""))
        fields["categories"] = list(filter(None, fields["categories"]))
        fields["arxiv_id"] = values.repaired(fields["arxiv_id"])
        read = record(fields)
        # A number of the table's own may stand under "id" (H6).
        if read.keys() & {"arxiv_id", "doi", "title"}:
            records.append(read)
    return records, []
