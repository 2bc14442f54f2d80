"""What one value means, as docs/normalizing.md says, found with Python's own library.

Each function takes the source text and gives the text that stands in the database, or None where there is no value.
"""
# SPDX-License-Identifier: MIT
import datetime
import email.utils
import pathlib
import re
import unicodedata

ROOT = pathlib.Path(__file__).resolve().parents[2]
SEED = (ROOT / "seeds" / "arxiv_categories.sql").read_text(encoding="utf-8")
# Ended, and with a successor (N10).
SUCCESSORS = dict(re.findall(r"\('([^']+)', '(?:[^']|'')*', '[^']+', 0, '([^']+)'\)", SEED))
# email.utils knows those of RFC 2822; old arXiv dates have these too.
ZONES = {"MET": "+0100", "CET": "+0100", "MEST": "+0200", "CEST": "+0200", "Z": "+0000"}
WHITE = "\t\n\v\f\r\x85"
# As source texts show them; values have no controls (N3).
SHOWN = {code: f"\\x{code:02x}" for code in [*range(32), 127] if chr(code) not in WHITE}
SHOWN |= {code: f"\\u{{{code:04x}}}" for code in range(128, 160) if chr(code) not in WHITE}
SHOWN |= {code: f"\\u{{{code:04x}}}" for code in [0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]}


def text(value):
    """White space folded, composed (N2, N4)."""
    if value is None:
        return None
    value = unicodedata.normalize("NFC", " ".join(str(value).translate(SHOWN).split()))
    return value or None


def joined(values, separator="; "):
    """Several values of one field as one."""
    return separator.join(filter(None, map(text, values))) or None


def identifier(value):
    """The arXiv identifier in a text and its version, or (None, None)."""
    found = re.search(r"(?<![\w.])(?:([a-z]+(?:-[a-z]+)*)(?:\.[A-Z]{2})?/(\d{7})|(\d{4}\.\d{4,5}))(?:v(\d+))?(?!\d)", value or "")
    if not found:
        return None, None
    archive, number, new, version = found.groups()
    return new or f"{archive}/{number}", version


def repaired(value):
    """An identifier that was written as a number (P1 to P4 of docs/formats/csv.md)."""
    if not re.fullmatch(r"\d{3,4}\.\d{1,17}", value or ""):
        return value
    month, fraction = value.split(".")
    month = month.zfill(4)
    width = 4 if month < "1501" else 5
    if len(fraction) > 10:
        fraction = f"{float('0.' + fraction):.{width}f}"[2:]
    return f"{month}.{fraction.ljust(width, '0')}"


def date(value):
    """A day, or a time in UTC (N9)."""
    value = text(re.sub(r"\([^)]*\)", "", value or ""))
    if not value or re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return value
    if value[0].isalpha() or "-" not in value[:5]:
        words = value.split()
        time = email.utils.parsedate_to_datetime(" ".join(words[:-1] + [ZONES.get(words[-1], words[-1])]))
    else:
        time = datetime.datetime.fromisoformat(value)
    if time.tzinfo:
        time = time.astimezone(datetime.timezone.utc)
    return time.strftime("%Y-%m-%dT%H:%M:%SZ")


def categories(codes):
    """Codes with a blank between them, each once, ended archives replaced (N10)."""
    return " ".join(dict.fromkeys(SUCCESSORS.get(code, code) for code in codes)) or None


def doi(value):
    """DOIs without what stands around them (N11)."""
    found = []
    for word in re.split(r"[\s;]+", value or ""):
        bare = re.sub(r"^(?:doi:|https?://(?:dx\.)?doi\.org/)+", "", word, flags=re.IGNORECASE).rstrip(".,")
        if re.match(r"10\.\d+/", bare):
            found.append(bare)
    return " ".join(dict.fromkeys(found)) or text(value)


def license(value):
    """The spelling of arXiv's metadata (N12)."""
    value = text(value)
    if not value or not re.match(r"https?://(www\.)?(arxiv|creativecommons)\.org/", value, re.IGNORECASE):
        return value
    return re.sub(r"^https?://(www\.)?", "http://", value.lower()).rstrip("/") + "/"


def parted_name(family, *others):
    """A name in parts, without the signs that a splitter left. A collaboration was often parted like a person."""
    family = family.strip(",;: \n")
    if re.fullmatch("collaborations?|collab|consortium|teams?|group", family, re.IGNORECASE) and others[0]:
        return f"{others[0]} {family}", *others[1:]
    return family, *others


def authors(value):
    """What can be compared of authors: the words of one text; or of each name, and the families where all are parted."""
    if not value or isinstance(value, str):
        return {"authors": author_words(value)}
    # arXiv's parse has signs for names now and then, which are nobody's.
    names = [name for name in value if name[0] != ""]
    families = [text(name[0]) for name in names]
    return {"authors": [author_words(" ".join(filter(None, name))) for name in names],
            "families": families if all(families) else None}


def author_words(value):
    """The words of authors that stand in one text: what separates them, and the order in a name, may change (N8)."""
    words = re.findall(r"[^\s.,;()&\[\]:]+", text(value) or "")
    return " ".join(sorted(word for word in words if word != "and")) or None
