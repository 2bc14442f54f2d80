-- The whole schema as it is today, to be read. Databases are built by migrations/, and a test compares the two.
-- The comments inside the parentheses are the documentation: every SQL client shows them, and docs/schema.md is made
-- of them (scripts/schema-doc). application_id is 0x4C544458 ("LTDX"); user_version is the highest applied migration.

-- Papers --------------------------------------------------------------------------------------------------------------

CREATE TABLE papers (
  -- One row is one paper, with the chosen value of every field. What single records said stands in records and
  -- alternates; the view record_values puts both together.
  paper_id INTEGER NOT NULL PRIMARY KEY, -- local number, by arrival; other files number otherwise
  arxiv_id TEXT,           -- arXiv identifier without version: 2009.04153, math/0309136
  doi TEXT,                -- as given; identifiers holds it case-folded
  title TEXT,              -- NULL where no dump gives one
  authors TEXT,            -- as printed: "A. Author; B. Author (Inst. B)"
  abstract TEXT,           -- mathematics as written, TeX accents as Unicode
  comments TEXT,           -- the author's remarks: pages, figures, where submitted
  journal_ref TEXT,        -- where it was published, as the author wrote it
  categories TEXT,         -- arXiv category codes, primary first, separated by a space
  year INTEGER,            -- of the first version; from the arXiv identifier where nothing better
  month INTEGER,           -- of the same date, from 1
  submitted TEXT,          -- date of the first version, ISO 8601
  updated TEXT,            -- date of the latest version, ISO 8601
  latest_version INTEGER,  -- number of the latest version, from 1
  submitter TEXT,          -- who submitted it
  report_no TEXT,          -- report number of an institution
  msc_class TEXT,          -- Mathematics Subject Classification
  acm_class TEXT,          -- ACM Computing Classification
  license TEXT,            -- URL of the paper's licence
  deleted TEXT,            -- date on which a source said that it deleted the record; the values of others stay
  withdrawn INTEGER,       -- 1 where the comments or the abstract say so, else NULL
  page_count INTEGER,      -- where the comments say it exactly
  figure_count INTEGER,    -- the same; 0 where they say that there is none
  venue TEXT,              -- conference or journal, as a journal reference of plain form writes it
  venue_year INTEGER,      -- of the same reference, where it can be told from a volume or page
  CONSTRAINT papers_no_empty_text CHECK (
    arxiv_id <> '' AND doi <> '' AND title <> '' AND authors <> '' AND abstract <> '' AND comments <> ''
    AND journal_ref <> '' AND categories <> '' AND submitted <> '' AND updated <> '' AND submitter <> ''
    AND report_no <> '' AND msc_class <> '' AND acm_class <> '' AND license <> '' AND deleted <> ''
    AND venue <> ''),
  CONSTRAINT papers_paper_id_from_1 CHECK (paper_id >= 1),
  CONSTRAINT papers_month_in_year CHECK (month BETWEEN 1 AND 12),
  CONSTRAINT papers_withdrawn_is_1 CHECK (withdrawn = 1),
  CONSTRAINT papers_has_pages CHECK (page_count >= 1 AND figure_count >= 0),
  CONSTRAINT papers_year_has_venue CHECK (venue_year IS NULL OR venue IS NOT NULL)
);
CREATE UNIQUE INDEX papers_by_arxiv_id ON papers (arxiv_id);
CREATE INDEX papers_by_date ON papers (year, month);

CREATE TABLE identifiers (
  -- One row is one identifier that a sure record gives a paper. A DOI may stand on several arXiv papers.
  scheme TEXT NOT NULL,    -- doi, or hash (of the normalized fields, for a record that has nothing else)
  value TEXT NOT NULL,     -- canonical: DOIs in lower case. arXiv identifiers stand in papers.arxiv_id
  paper_id INTEGER NOT NULL, -- the paper it stands on
  CONSTRAINT identifiers_pk PRIMARY KEY (scheme, value, paper_id),
  CONSTRAINT identifiers_paper_fk FOREIGN KEY (paper_id) REFERENCES papers (paper_id),
  CONSTRAINT identifiers_scheme_known CHECK (scheme IN ('doi', 'hash')),
  CONSTRAINT identifiers_no_empty_text CHECK (value <> '')
) WITHOUT ROWID;
CREATE INDEX identifiers_by_paper ON identifiers (paper_id);

CREATE TABLE authors (
  -- One row is one name as printed. The same person may have several, and several persons one.
  author_id INTEGER NOT NULL PRIMARY KEY, -- local number, by arrival
  name TEXT NOT NULL,      -- as printed: Kurt Gödel
  family TEXT,             -- family name, where the name can be parted: Gödel
  given TEXT,              -- the names before it: Kurt
  CONSTRAINT authors_no_empty_text CHECK (name <> '' AND family <> '' AND given <> '')
);
CREATE UNIQUE INDEX authors_by_name ON authors (name, family, given);
CREATE INDEX authors_by_family ON authors (family);

CREATE TABLE paper_authors (
  -- One row is the place of one name on one paper.
  paper_id INTEGER NOT NULL, -- the paper
  position INTEGER NOT NULL, -- from 1
  author_id INTEGER NOT NULL, -- the name
  affiliation TEXT,        -- as printed with the name
  CONSTRAINT paper_authors_pk PRIMARY KEY (paper_id, position),
  CONSTRAINT paper_authors_paper_fk FOREIGN KEY (paper_id) REFERENCES papers (paper_id),
  CONSTRAINT paper_authors_author_fk FOREIGN KEY (author_id) REFERENCES authors (author_id),
  CONSTRAINT paper_authors_position_from_1 CHECK (position >= 1),
  CONSTRAINT paper_authors_no_empty_text CHECK (affiliation <> '')
) WITHOUT ROWID;
CREATE INDEX paper_authors_by_author ON paper_authors (author_id);

CREATE TABLE categories (
  -- One row is one category of the arXiv taxonomy: reference data that comes with litdex.
  code TEXT NOT NULL,      -- math.AG, hep-th
  name TEXT NOT NULL,      -- Algebraic Geometry
  archive TEXT NOT NULL,   -- the archive it belongs to: math, hep-th
  active INTEGER NOT NULL, -- 1 where new papers can still be submitted to it
  alias_of TEXT,           -- the code that stands for it today
  CONSTRAINT categories_pk PRIMARY KEY (code),
  CONSTRAINT categories_alias_fk FOREIGN KEY (alias_of) REFERENCES categories (code) DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT categories_active_is_0_or_1 CHECK (active IN (0, 1))
) WITHOUT ROWID;
CREATE INDEX categories_by_alias ON categories (alias_of) WHERE alias_of IS NOT NULL;

CREATE TABLE paper_categories (
  -- One row is one category of one paper. The code may be one that the taxonomy does not know.
  paper_id INTEGER NOT NULL, -- the paper
  position INTEGER NOT NULL, -- 1 is the primary category
  code TEXT NOT NULL,      -- math.AG
  CONSTRAINT paper_categories_pk PRIMARY KEY (paper_id, position),
  CONSTRAINT paper_categories_paper_fk FOREIGN KEY (paper_id) REFERENCES papers (paper_id),
  CONSTRAINT paper_categories_position_from_1 CHECK (position >= 1),
  CONSTRAINT paper_categories_no_empty_text CHECK (code <> '')
) WITHOUT ROWID;
CREATE INDEX paper_categories_by_code ON paper_categories (code);

CREATE TABLE links (
  -- One row is one URL found in the comments, the abstract or the journal reference of a paper.
  paper_id INTEGER NOT NULL, -- the paper
  url TEXT NOT NULL,       -- as written, TeX escapes resolved
  CONSTRAINT links_pk PRIMARY KEY (paper_id, url),
  CONSTRAINT links_paper_fk FOREIGN KEY (paper_id) REFERENCES papers (paper_id),
  CONSTRAINT links_no_empty_text CHECK (url <> '')
) WITHOUT ROWID;

-- Where everything came from ------------------------------------------------------------------------------------------

CREATE TABLE imports (
  -- One row is one run of litdex import that changed something. Empty in a shipped file.
  import_id INTEGER NOT NULL PRIMARY KEY, -- by time
  started TEXT NOT NULL,   -- UTC, ISO 8601
  finished TEXT,           -- NULL while it runs, or where it was cut off
  tool_version TEXT NOT NULL, -- of litdex
  options TEXT,            -- those that differ from the default
  new_count INTEGER NOT NULL DEFAULT 0, -- records that made a paper
  updated_count INTEGER NOT NULL DEFAULT 0, -- records that changed a chosen value
  unchanged_count INTEGER NOT NULL DEFAULT 0, -- records that changed none
  duplicate_count INTEGER NOT NULL DEFAULT 0, -- records whose bytes were known
  joined_count INTEGER NOT NULL DEFAULT 0, -- of the updated and unchanged: those that came to their paper by a DOI or the like
  reject_count INTEGER NOT NULL DEFAULT 0 -- spans that are no record
);

CREATE TABLE dumps (
  -- One row is one stream that was read: a file, standard input, or a member of an archive. Its bytes are all
  -- accounted for: record_bytes + reject_bytes + frame_bytes + blank_bytes = size.
  dump_id INTEGER NOT NULL PRIMARY KEY, -- local number, by arrival
  import_id INTEGER,       -- the run that began it; NULL in a shipped file
  archive TEXT,            -- base name of the archive that it is a member of; NULL where it is none
  name TEXT NOT NULL,      -- base name of the file, or path in the archive; - is standard input
  format TEXT NOT NULL,    -- as litdex formats lists them
  reader_version INTEGER NOT NULL, -- of the format's reader
  size INTEGER NOT NULL,   -- decoded bytes read
  sha256 TEXT,             -- of the decoded bytes; NULL while incomplete
  compression TEXT,        -- how it was packed, the outermost first: gzip, zip, gzip+tar …; NULL where it was not
  record_count INTEGER NOT NULL, -- rows of records
  record_bytes INTEGER NOT NULL, -- in them
  reject_count INTEGER NOT NULL, -- rows of rejects
  reject_bytes INTEGER NOT NULL, -- in them
  frame_count INTEGER NOT NULL, -- spans that belong to the format or the page
  frame_bytes INTEGER NOT NULL, -- in them
  blank_count INTEGER NOT NULL, -- spans of white space between the others
  blank_bytes INTEGER NOT NULL, -- in them
  source_url TEXT,         -- where it was got, as the importing person says
  retrieved TEXT,          -- when it was got, as the importing person says
  license TEXT,            -- of the dump, as the importing person says
  complete INTEGER NOT NULL, -- 1 when read to its end
  CONSTRAINT dumps_import_fk FOREIGN KEY (import_id) REFERENCES imports (import_id),
  CONSTRAINT dumps_complete_has_hash CHECK (complete = (sha256 IS NOT NULL)),
  CONSTRAINT dumps_no_empty_text CHECK (name <> '' AND archive <> '' AND format <> ''),
  CONSTRAINT dumps_bytes_add_up CHECK (record_bytes + reject_bytes + frame_bytes + blank_bytes = size)
);
CREATE INDEX dumps_by_import ON dumps (import_id);
CREATE INDEX dumps_by_sha256 ON dumps (sha256);

CREATE TABLE records (
  -- One row is one entry of a stream. Entries with the same bytes share an entry_hash; the first of them that was
  -- imported carries the values, the others are duplicates.
  record_id INTEGER NOT NULL PRIMARY KEY, -- local number, by arrival
  dump_id INTEGER NOT NULL, -- the stream it stands in
  ordinal INTEGER NOT NULL, -- place among the records of the stream, from 1
  start INTEGER NOT NULL,   -- byte offset in the decoded stream
  length INTEGER NOT NULL,  -- bytes
  paper_id INTEGER NOT NULL, -- the paper it is about
  entry_hash BLOB NOT NULL, -- XXH3-128 of the entry's bytes
  record_date TEXT,         -- the record's own date, which decides between records that disagree
  fields INTEGER NOT NULL,  -- which fields it gives: bit n stands for the field of field_id n
  doubtful INTEGER NOT NULL, -- which of them depend on a doubtful cut, the same way
  confidence REAL NOT NULL, -- probability that both ends and the inner cuts are right
  bytes BLOB,               -- the entry itself where it is in doubt, so that its cuts can be corrected: up to 1 MiB each
  outcome TEXT,             -- new, updated, unchanged, duplicate; NULL in a shipped file
  CONSTRAINT records_dump_fk FOREIGN KEY (dump_id) REFERENCES dumps (dump_id),
  CONSTRAINT records_paper_fk FOREIGN KEY (paper_id) REFERENCES papers (paper_id),
  CONSTRAINT records_hash_is_128_bits CHECK (length(entry_hash) = 16),
  CONSTRAINT records_confidence_is_probability CHECK (confidence BETWEEN 0 AND 1),
  CONSTRAINT records_outcome_known CHECK (outcome IN ('new', 'updated', 'unchanged', 'duplicate'))
);
CREATE UNIQUE INDEX records_by_dump ON records (dump_id, ordinal);
CREATE INDEX records_by_paper ON records (paper_id);
CREATE INDEX records_by_entry_hash ON records (entry_hash, confidence DESC, doubtful, paper_id);
CREATE INDEX records_without_arxiv_id ON records (paper_id) WHERE (fields & 1) = 0;
CREATE INDEX records_in_doubt ON records (confidence) WHERE confidence < 0.99;

CREATE TABLE rejects (
  -- One row is a span of bytes that should have been a record and is not one.
  dump_id INTEGER NOT NULL, -- the stream it stands in
  start INTEGER NOT NULL,   -- byte offset in the decoded stream
  length INTEGER NOT NULL,  -- bytes
  line INTEGER NOT NULL,    -- line of the first byte, from 1
  hash BLOB NOT NULL,       -- XXH3-128 of the bytes
  code TEXT NOT NULL,       -- no_identifier, too_long, malformed
  message TEXT NOT NULL,    -- the reason, for people
  excerpt TEXT NOT NULL,    -- the first bytes, made printable
  bytes BLOB,               -- the bytes themselves: up to 1 MiB each, up to 256 MiB a stream
  CONSTRAINT rejects_pk PRIMARY KEY (dump_id, start),
  CONSTRAINT rejects_dump_fk FOREIGN KEY (dump_id) REFERENCES dumps (dump_id),
  CONSTRAINT rejects_hash_is_128_bits CHECK (length(hash) = 16)
);

-- What was not chosen, and what is in doubt ---------------------------------------------------------------------------

CREATE TABLE fields (
  -- One row is one field that a record can give. field_id is its bit in records.fields and records.doubtful.
  field_id INTEGER NOT NULL PRIMARY KEY, -- from 0
  name TEXT NOT NULL,       -- the column of papers, and the name in alternates, originals and corrections
  meaning TEXT NOT NULL     -- what it is
);

CREATE TABLE alternates (
  -- One row is a value that a record gave and that was not chosen for its paper.
  record_id INTEGER NOT NULL, -- the record that gave it
  field TEXT NOT NULL,      -- a name of fields
  value TEXT NOT NULL,      -- normalized, as a chosen one would be
  original TEXT,            -- the source text, where normalizing changed more than white space
  CONSTRAINT alternates_pk PRIMARY KEY (record_id, field),
  CONSTRAINT alternates_record_fk FOREIGN KEY (record_id) REFERENCES records (record_id),
  CONSTRAINT alternates_no_empty_text CHECK (value <> '' AND original <> '')
) WITHOUT ROWID;

CREATE TABLE originals (
  -- One row is the source text of a chosen value, where normalizing changed more than white space.
  paper_id INTEGER NOT NULL, -- the paper
  field TEXT NOT NULL,      -- a name of fields
  text TEXT NOT NULL,       -- as the dump has it, white space folded
  CONSTRAINT originals_pk PRIMARY KEY (paper_id, field),
  CONSTRAINT originals_paper_fk FOREIGN KEY (paper_id) REFERENCES papers (paper_id),
  CONSTRAINT originals_no_empty_text CHECK (text <> '')
) WITHOUT ROWID;

CREATE TABLE cut_candidates (
  -- One row is a place that was considered for the doubtful end of a record.
  record_id INTEGER NOT NULL, -- the record whose end it may be
  offset INTEGER NOT NULL,  -- byte offset in the decoded stream: the first byte after the record
  probability REAL NOT NULL, -- that it is the right one
  before TEXT NOT NULL,     -- what stands before the place, made printable
  after TEXT NOT NULL,      -- and after it; empty at the end of the stream
  CONSTRAINT cut_candidates_pk PRIMARY KEY (record_id, offset),
  CONSTRAINT cut_candidates_record_fk FOREIGN KEY (record_id) REFERENCES records (record_id),
  CONSTRAINT cut_candidates_is_probability CHECK (probability BETWEEN 0 AND 1)
) WITHOUT ROWID;

CREATE TABLE corrections (
  -- One row is a person's decision about a doubtful cut or a wrong value. Insert it with SQL; the next litdex import or
  -- reindex applies it. Of two about the same thing the later one counts: by made_at, then by correction_id.
  -- Deleting a row takes nothing back: insert one with the right value.
  correction_id INTEGER NOT NULL PRIMARY KEY, -- given by SQLite when left out
  entry_hash BLOB,          -- the record it is about,
  identifier TEXT,          -- or the paper it is about: arxiv:2009.04153, doi:10.1000/182
  field TEXT NOT NULL,      -- a name of fields, or cut
  value TEXT,               -- the right value, NULL for none; for a cut the right length of the record in bytes
  made_at TEXT,             -- when, ISO 8601
  note TEXT,                -- why, or by whom
  CONSTRAINT corrections_one_target CHECK ((entry_hash IS NULL) <> (identifier IS NULL))
);

-- The file itself -----------------------------------------------------------------------------------------------------

CREATE TABLE about (
  -- One row is one fact about this file.
  key TEXT NOT NULL,        -- schema_version, tokenizer, min_sqlite, seed:FILE
  value TEXT NOT NULL,      -- the fact
  CONSTRAINT about_pk PRIMARY KEY (key)
) WITHOUT ROWID;

CREATE TABLE schema_migrations (
  -- One row is one applied step of the schema's history. user_version is the highest of them.
  version INTEGER NOT NULL PRIMARY KEY, -- from 1
  name TEXT NOT NULL,       -- initial
  sha256 TEXT NOT NULL,     -- of the step's SQL
  applied_at TEXT,          -- UTC, ISO 8601; NULL in a shipped file
  tool_version TEXT         -- the litdex that applied it; NULL in a shipped file
);

-- Search --------------------------------------------------------------------------------------------------------------

CREATE VIRTUAL TABLE papers_fts USING fts5 (
  -- The full-text index over papers. The source text is not stored twice: it is read from papers.
  title, authors, abstract, comments, journal_ref,
  content="papers", content_rowid='paper_id', tokenize='porter unicode61 remove_diacritics 2'
);
INSERT INTO papers_fts (papers_fts, rank) VALUES ('rank', 'bm25(10.0, 5.0, 3.0, 1.0, 1.0)');

-- Views for the common questions --------------------------------------------------------------------------------------

CREATE VIEW record_values AS
  -- One row is one field of one record: what exactly that record said.
  SELECT r.record_id, r.dump_id, r.paper_id, f.name AS field,
    coalesce(a.value, CASE f.name
      WHEN 'arxiv_id' THEN p.arxiv_id WHEN 'doi' THEN p.doi WHEN 'title' THEN p.title WHEN 'authors' THEN p.authors
      WHEN 'abstract' THEN p.abstract WHEN 'comments' THEN p.comments WHEN 'journal_ref' THEN p.journal_ref
      WHEN 'categories' THEN p.categories WHEN 'submitted' THEN p.submitted WHEN 'updated' THEN p.updated
      WHEN 'latest_version' THEN p.latest_version WHEN 'submitter' THEN p.submitter
      WHEN 'report_no' THEN p.report_no WHEN 'msc_class' THEN p.msc_class WHEN 'acm_class' THEN p.acm_class
      WHEN 'license' THEN p.license
      WHEN 'deleted' THEN p.deleted END) AS value,
    CASE WHEN a.value IS NULL THEN o.text ELSE a.original END AS original,
    (r.doubtful >> f.field_id) & 1 AS doubtful,
    a.value IS NULL AS chosen
  FROM records AS r
  JOIN fields AS f ON (r.fields >> f.field_id) & 1
  JOIN papers AS p ON p.paper_id = r.paper_id
  LEFT JOIN alternates AS a ON a.field = f.name AND a.record_id =
    (SELECT min(s.record_id) FROM records AS s WHERE s.entry_hash = r.entry_hash AND s.outcome IS NOT 'duplicate')
  LEFT JOIN originals AS o ON o.paper_id = r.paper_id AND o.field = f.name;

CREATE VIEW doubtful_records AS
  -- One row is one record with a doubtful end or inner cut, and the fields that depend on it and that no row of
  -- corrections names, by entry_hash or as arxiv:ID (a cut settles doi, journal_ref and the next abstract); the least
  -- sure first.
  SELECT r.record_id, p.arxiv_id, r.confidence, group_concat(f.name, ', ') AS fields, d.name AS dump, r.entry_hash,
    r.start, r.length
  FROM records AS r
  JOIN papers AS p ON p.paper_id = r.paper_id
  JOIN dumps AS d ON d.dump_id = r.dump_id
  LEFT JOIN fields AS f ON (r.doubtful >> f.field_id) & 1
  LEFT JOIN records AS before ON before.dump_id = r.dump_id AND before.ordinal = r.ordinal - 1
  WHERE r.confidence < 0.99
    AND NOT EXISTS (SELECT 1 FROM corrections AS k WHERE k.entry_hash = r.entry_hash
      AND (k.field = f.name OR k.field = 'cut' AND coalesce(f.name, 'doi') IN ('doi', 'journal_ref')))
    AND NOT EXISTS (SELECT 1 FROM corrections AS k WHERE k.entry_hash = before.entry_hash
      AND k.field = 'cut' AND f.name = 'abstract')
    AND NOT EXISTS (SELECT 1 FROM corrections AS k WHERE k.identifier = 'arxiv:' || p.arxiv_id AND k.field = f.name)
  GROUP BY r.record_id
  ORDER BY r.confidence, r.record_id;

CREATE VIEW doubtful_cuts AS
  -- One row is one place considered for one doubtful end that nobody has settled, the likeliest first within a record.
  -- To settle one: INSERT INTO corrections (entry_hash, field, value, made_at)
  --   SELECT entry_hash, 'cut', length, strftime('%Y-%m-%dT%H:%M:%fZ', 'now') FROM doubtful_cuts
  --   WHERE record_id = 17 AND offset = 4711; the next litdex import or reindex applies it.
  SELECT r.record_id, p.arxiv_id, r.confidence, c.offset, c.probability, c.before, c.after, c.offset - r.start AS length,
    d.name AS dump, r.entry_hash, r.start
  FROM records AS r
  JOIN papers AS p ON p.paper_id = r.paper_id
  JOIN dumps AS d ON d.dump_id = r.dump_id
  JOIN cut_candidates AS c ON c.record_id = r.record_id
  WHERE r.confidence < 0.99
    AND NOT EXISTS (SELECT 1 FROM corrections AS k WHERE k.entry_hash = r.entry_hash AND k.field = 'cut')
  ORDER BY r.record_id, c.probability DESC;

CREATE VIEW paper_sources AS
  -- One row is one record of a paper: which dump it came from, and where it stands there.
  SELECT p.paper_id, p.arxiv_id, d.name AS dump, d.format, r.ordinal, r.start, r.length, r.record_date, r.confidence,
    r.outcome
  FROM papers AS p
  JOIN records AS r ON r.paper_id = p.paper_id
  JOIN dumps AS d ON d.dump_id = r.dump_id;

CREATE VIEW import_changes AS
  -- One row is one record that made a paper or changed a chosen value of one, in the import that began its dump: as far
  -- as that record is still there, and was not read again later.
  SELECT i.import_id, i.started, d.name AS dump, r.outcome, r.paper_id, p.arxiv_id, p.title, r.record_id
  FROM records AS r
  JOIN dumps AS d ON d.dump_id = r.dump_id
  JOIN imports AS i ON i.import_id = d.import_id
  JOIN papers AS p ON p.paper_id = r.paper_id
  WHERE r.outcome IN ('new', 'updated');

CREATE VIEW rejected AS
  -- One row is one span that is no record, with the name of its dump.
  SELECT d.name AS dump, x.line, x.start, x.length, x.code, x.message, x.excerpt
  FROM rejects AS x
  JOIN dumps AS d ON d.dump_id = x.dump_id;

CREATE VIEW papers_per_year AS
  -- One row is one year.
  SELECT year, count(*) AS papers, count(journal_ref) AS with_journal_ref, count(doi) AS with_doi
  FROM papers
  GROUP BY year;
