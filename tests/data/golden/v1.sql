-- A litdex database of schema version 1. README.md says what for, and how it is made.
PRAGMA application_id = 1280590936;
PRAGMA user_version = 1;
BEGIN;
CREATE TABLE about (
  -- One row is one fact about this file.
  key TEXT NOT NULL,        -- schema_version, tokenizer, min_sqlite, seed:FILE
  value TEXT NOT NULL,      -- the fact
  CONSTRAINT about_pk PRIMARY KEY (key)
) WITHOUT ROWID;
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
CREATE TABLE authors (
  -- One row is one name as printed. The same person may have several, and several persons one.
  author_id INTEGER NOT NULL PRIMARY KEY, -- local number, by arrival
  name TEXT NOT NULL,      -- as printed: Kurt Gödel
  family TEXT,             -- family name, where the name can be parted: Gödel
  given TEXT,              -- the names before it: Kurt
  CONSTRAINT authors_no_empty_text CHECK (name <> '' AND family <> '' AND given <> '')
);
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
CREATE TABLE fields (
  -- One row is one field that a record can give. field_id is its bit in records.fields and records.doubtful.
  field_id INTEGER NOT NULL PRIMARY KEY, -- from 0
  name TEXT NOT NULL,       -- the column of papers, and the name in alternates, originals and corrections
  meaning TEXT NOT NULL     -- what it is
);
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
CREATE TABLE links (
  -- One row is one URL found in the comments, the abstract or the journal reference of a paper.
  paper_id INTEGER NOT NULL, -- the paper
  url TEXT NOT NULL,       -- as written, TeX escapes resolved
  CONSTRAINT links_pk PRIMARY KEY (paper_id, url),
  CONSTRAINT links_paper_fk FOREIGN KEY (paper_id) REFERENCES papers (paper_id),
  CONSTRAINT links_no_empty_text CHECK (url <> '')
) WITHOUT ROWID;
CREATE TABLE my_notes (paper_id INTEGER, note TEXT);
CREATE TABLE originals (
  -- One row is the source text of a chosen value, where normalizing changed more than white space.
  paper_id INTEGER NOT NULL, -- the paper
  field TEXT NOT NULL,      -- a name of fields
  text TEXT NOT NULL,       -- as the dump has it, white space folded
  CONSTRAINT originals_pk PRIMARY KEY (paper_id, field),
  CONSTRAINT originals_paper_fk FOREIGN KEY (paper_id) REFERENCES papers (paper_id),
  CONSTRAINT originals_no_empty_text CHECK (text <> '')
) WITHOUT ROWID;
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
CREATE VIRTUAL TABLE papers_fts USING fts5 (
  -- The full-text index over papers. The source text is not stored twice: it is read from papers.
  title, authors, abstract, comments, journal_ref,
  content="papers", content_rowid='paper_id', tokenize='porter unicode61 remove_diacritics 2'
);
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
CREATE TABLE schema_migrations (
  -- One row is one applied step of the schema's history. user_version is the highest of them.
  version INTEGER NOT NULL PRIMARY KEY, -- from 1
  name TEXT NOT NULL,       -- initial
  sha256 TEXT NOT NULL,     -- of the step's SQL
  applied_at TEXT,          -- UTC, ISO 8601; NULL in a shipped file
  tool_version TEXT         -- the litdex that applied it; NULL in a shipped file
);
INSERT INTO about VALUES ('min_sqlite', '3.27, with FTS5 for search');
INSERT INTO about VALUES ('schema_version', '1');
INSERT INTO about VALUES ('seed:arxiv_categories.sql', 'f7d02215754b86093bef6e3f275cc671e852191879ae09b6f8e03a6fc8738e01');
INSERT INTO about VALUES ('seed:fields.sql', '06b025a8c22ace024ad76cf68b5b3afb25244d3f9d5f3e5b69d20d3a0ad0cc4d');
INSERT INTO about VALUES ('tokenizer', 'porter unicode61 remove_diacritics 2');
INSERT INTO alternates VALUES (5, 'abstract', 'Goedel numbers of text fields', NULL);
INSERT INTO authors VALUES (1, 'A. Author', 'Author', 'A.');
INSERT INTO authors VALUES (2, 'B. Author', 'Author', 'B.');
INSERT INTO categories VALUES ('acc-phys', 'Accelerator Physics', 'acc-phys', 0, 'physics.acc-ph');
INSERT INTO categories VALUES ('adap-org', 'Adaptation, Noise, and Self-Organizing Systems', 'adap-org', 0, 'nlin.AO');
INSERT INTO categories VALUES ('alg-geom', 'Algebraic Geometry', 'alg-geom', 0, 'math.AG');
INSERT INTO categories VALUES ('ao-sci', 'Atmospheric-Oceanic Sciences', 'ao-sci', 0, 'physics.ao-ph');
INSERT INTO categories VALUES ('astro-ph', 'Astrophysics', 'astro-ph', 0, NULL);
INSERT INTO categories VALUES ('astro-ph.CO', 'Cosmology and Nongalactic Astrophysics', 'astro-ph', 1, NULL);
INSERT INTO categories VALUES ('astro-ph.EP', 'Earth and Planetary Astrophysics', 'astro-ph', 1, NULL);
INSERT INTO categories VALUES ('astro-ph.GA', 'Astrophysics of Galaxies', 'astro-ph', 1, NULL);
INSERT INTO categories VALUES ('astro-ph.HE', 'High Energy Astrophysical Phenomena', 'astro-ph', 1, NULL);
INSERT INTO categories VALUES ('astro-ph.IM', 'Instrumentation and Methods for Astrophysics', 'astro-ph', 1, NULL);
INSERT INTO categories VALUES ('astro-ph.SR', 'Solar and Stellar Astrophysics', 'astro-ph', 1, NULL);
INSERT INTO categories VALUES ('atom-ph', 'Atomic, Molecular and Optical Physics', 'atom-ph', 0, 'physics.atom-ph');
INSERT INTO categories VALUES ('bad-arch.bad-cat', 'Invalid Category', 'bad-arch', 0, NULL);
INSERT INTO categories VALUES ('bayes-an', 'Bayesian Analysis', 'bayes-an', 0, 'physics.data-an');
INSERT INTO categories VALUES ('chao-dyn', 'Chaotic Dynamics', 'chao-dyn', 0, 'nlin.CD');
INSERT INTO categories VALUES ('chem-ph', 'Chemical Physics', 'chem-ph', 0, 'physics.chem-ph');
INSERT INTO categories VALUES ('cmp-lg', 'Computation and Language', 'cmp-lg', 0, 'cs.CL');
INSERT INTO categories VALUES ('comp-gas', 'Cellular Automata and Lattice Gases', 'comp-gas', 0, 'nlin.CG');
INSERT INTO categories VALUES ('cond-mat', 'Condensed Matter', 'cond-mat', 0, NULL);
INSERT INTO categories VALUES ('cond-mat.dis-nn', 'Disordered Systems and Neural Networks', 'cond-mat', 1, NULL);
INSERT INTO categories VALUES ('cond-mat.mes-hall', 'Mesoscale and Nanoscale Physics', 'cond-mat', 1, NULL);
INSERT INTO categories VALUES ('cond-mat.mtrl-sci', 'Materials Science', 'cond-mat', 1, NULL);
INSERT INTO categories VALUES ('cond-mat.other', 'Other Condensed Matter', 'cond-mat', 1, NULL);
INSERT INTO categories VALUES ('cond-mat.quant-gas', 'Quantum Gases', 'cond-mat', 1, NULL);
INSERT INTO categories VALUES ('cond-mat.soft', 'Soft Condensed Matter', 'cond-mat', 1, NULL);
INSERT INTO categories VALUES ('cond-mat.stat-mech', 'Statistical Mechanics', 'cond-mat', 1, NULL);
INSERT INTO categories VALUES ('cond-mat.str-el', 'Strongly Correlated Electrons', 'cond-mat', 1, NULL);
INSERT INTO categories VALUES ('cond-mat.supr-con', 'Superconductivity', 'cond-mat', 1, NULL);
INSERT INTO categories VALUES ('cs.AI', 'Artificial Intelligence', 'cs', 1, NULL);
INSERT INTO categories VALUES ('cs.AR', 'Hardware Architecture', 'cs', 1, NULL);
INSERT INTO categories VALUES ('cs.CC', 'Computational Complexity', 'cs', 1, NULL);
INSERT INTO categories VALUES ('cs.CE', 'Computational Engineering, Finance, and Science', 'cs', 1, NULL);
INSERT INTO categories VALUES ('cs.CG', 'Computational Geometry', 'cs', 1, NULL);
INSERT INTO categories VALUES ('cs.CL', 'Computation and Language', 'cs', 1, NULL);
INSERT INTO categories VALUES ('cs.CR', 'Cryptography and Security', 'cs', 1, NULL);
INSERT INTO categories VALUES ('cs.CV', 'Computer Vision and Pattern Recognition', 'cs', 1, NULL);
INSERT INTO categories VALUES ('cs.CY', 'Computers and Society', 'cs', 1, NULL);
INSERT INTO categories VALUES ('cs.DB', 'Databases', 'cs', 1, NULL);
INSERT INTO categories VALUES ('cs.DC', 'Distributed, Parallel, and Cluster Computing', 'cs', 1, NULL);
INSERT INTO categories VALUES ('cs.DL', 'Digital Libraries', 'cs', 1, NULL);
INSERT INTO categories VALUES ('cs.DM', 'Discrete Mathematics', 'cs', 1, NULL);
INSERT INTO categories VALUES ('cs.DS', 'Data Structures and Algorithms', 'cs', 1, NULL);
INSERT INTO categories VALUES ('cs.ET', 'Emerging Technologies', 'cs', 1, NULL);
INSERT INTO categories VALUES ('cs.FL', 'Formal Languages and Automata Theory', 'cs', 1, NULL);
INSERT INTO categories VALUES ('cs.GL', 'General Literature', 'cs', 1, NULL);
INSERT INTO categories VALUES ('cs.GR', 'Graphics', 'cs', 1, NULL);
INSERT INTO categories VALUES ('cs.GT', 'Computer Science and Game Theory', 'cs', 1, NULL);
INSERT INTO categories VALUES ('cs.HC', 'Human-Computer Interaction', 'cs', 1, NULL);
INSERT INTO categories VALUES ('cs.IR', 'Information Retrieval', 'cs', 1, NULL);
INSERT INTO categories VALUES ('cs.IT', 'Information Theory', 'cs', 1, NULL);
INSERT INTO categories VALUES ('cs.LG', 'Machine Learning', 'cs', 1, NULL);
INSERT INTO categories VALUES ('cs.LO', 'Logic in Computer Science', 'cs', 1, NULL);
INSERT INTO categories VALUES ('cs.MA', 'Multiagent Systems', 'cs', 1, NULL);
INSERT INTO categories VALUES ('cs.MM', 'Multimedia', 'cs', 1, NULL);
INSERT INTO categories VALUES ('cs.MS', 'Mathematical Software', 'cs', 1, NULL);
INSERT INTO categories VALUES ('cs.NA', 'Numerical Analysis', 'cs', 1, 'math.NA');
INSERT INTO categories VALUES ('cs.NE', 'Neural and Evolutionary Computing', 'cs', 1, NULL);
INSERT INTO categories VALUES ('cs.NI', 'Networking and Internet Architecture', 'cs', 1, NULL);
INSERT INTO categories VALUES ('cs.OH', 'Other Computer Science', 'cs', 1, NULL);
INSERT INTO categories VALUES ('cs.OS', 'Operating Systems', 'cs', 1, NULL);
INSERT INTO categories VALUES ('cs.PF', 'Performance', 'cs', 1, NULL);
INSERT INTO categories VALUES ('cs.PL', 'Programming Languages', 'cs', 1, NULL);
INSERT INTO categories VALUES ('cs.RO', 'Robotics', 'cs', 1, NULL);
INSERT INTO categories VALUES ('cs.SC', 'Symbolic Computation', 'cs', 1, NULL);
INSERT INTO categories VALUES ('cs.SD', 'Sound', 'cs', 1, NULL);
INSERT INTO categories VALUES ('cs.SE', 'Software Engineering', 'cs', 1, NULL);
INSERT INTO categories VALUES ('cs.SI', 'Social and Information Networks', 'cs', 1, NULL);
INSERT INTO categories VALUES ('cs.SY', 'Systems and Control', 'cs', 1, 'eess.SY');
INSERT INTO categories VALUES ('dg-ga', 'Differential Geometry', 'dg-ga', 0, 'math.DG');
INSERT INTO categories VALUES ('econ.EM', 'Econometrics', 'econ', 1, NULL);
INSERT INTO categories VALUES ('econ.GN', 'General Economics', 'econ', 1, NULL);
INSERT INTO categories VALUES ('econ.TH', 'Theoretical Economics', 'econ', 1, NULL);
INSERT INTO categories VALUES ('eess.AS', 'Audio and Speech Processing', 'eess', 1, NULL);
INSERT INTO categories VALUES ('eess.IV', 'Image and Video Processing', 'eess', 1, NULL);
INSERT INTO categories VALUES ('eess.SP', 'Signal Processing', 'eess', 1, NULL);
INSERT INTO categories VALUES ('eess.SY', 'Systems and Control', 'eess', 1, NULL);
INSERT INTO categories VALUES ('funct-an', 'Functional Analysis', 'funct-an', 0, 'math.FA');
INSERT INTO categories VALUES ('gr-qc', 'General Relativity and Quantum Cosmology', 'gr-qc', 1, NULL);
INSERT INTO categories VALUES ('hep-ex', 'High Energy Physics - Experiment', 'hep-ex', 1, NULL);
INSERT INTO categories VALUES ('hep-lat', 'High Energy Physics - Lattice', 'hep-lat', 1, NULL);
INSERT INTO categories VALUES ('hep-ph', 'High Energy Physics - Phenomenology', 'hep-ph', 1, NULL);
INSERT INTO categories VALUES ('hep-th', 'High Energy Physics - Theory', 'hep-th', 1, NULL);
INSERT INTO categories VALUES ('math-ph', 'Mathematical Physics', 'math-ph', 1, NULL);
INSERT INTO categories VALUES ('math.AC', 'Commutative Algebra', 'math', 1, NULL);
INSERT INTO categories VALUES ('math.AG', 'Algebraic Geometry', 'math', 1, NULL);
INSERT INTO categories VALUES ('math.AP', 'Analysis of PDEs', 'math', 1, NULL);
INSERT INTO categories VALUES ('math.AT', 'Algebraic Topology', 'math', 1, NULL);
INSERT INTO categories VALUES ('math.CA', 'Classical Analysis and ODEs', 'math', 1, NULL);
INSERT INTO categories VALUES ('math.CO', 'Combinatorics', 'math', 1, NULL);
INSERT INTO categories VALUES ('math.CT', 'Category Theory', 'math', 1, NULL);
INSERT INTO categories VALUES ('math.CV', 'Complex Variables', 'math', 1, NULL);
INSERT INTO categories VALUES ('math.DG', 'Differential Geometry', 'math', 1, NULL);
INSERT INTO categories VALUES ('math.DS', 'Dynamical Systems', 'math', 1, NULL);
INSERT INTO categories VALUES ('math.FA', 'Functional Analysis', 'math', 1, NULL);
INSERT INTO categories VALUES ('math.GM', 'General Mathematics', 'math', 1, NULL);
INSERT INTO categories VALUES ('math.GN', 'General Topology', 'math', 1, NULL);
INSERT INTO categories VALUES ('math.GR', 'Group Theory', 'math', 1, NULL);
INSERT INTO categories VALUES ('math.GT', 'Geometric Topology', 'math', 1, NULL);
INSERT INTO categories VALUES ('math.HO', 'History and Overview', 'math', 1, NULL);
INSERT INTO categories VALUES ('math.IT', 'Information Theory', 'math', 1, 'cs.IT');
INSERT INTO categories VALUES ('math.KT', 'K-Theory and Homology', 'math', 1, NULL);
INSERT INTO categories VALUES ('math.LO', 'Logic', 'math', 1, NULL);
INSERT INTO categories VALUES ('math.MG', 'Metric Geometry', 'math', 1, NULL);
INSERT INTO categories VALUES ('math.MP', 'Mathematical Physics', 'math', 1, 'math-ph');
INSERT INTO categories VALUES ('math.NA', 'Numerical Analysis', 'math', 1, NULL);
INSERT INTO categories VALUES ('math.NT', 'Number Theory', 'math', 1, NULL);
INSERT INTO categories VALUES ('math.OA', 'Operator Algebras', 'math', 1, NULL);
INSERT INTO categories VALUES ('math.OC', 'Optimization and Control', 'math', 1, NULL);
INSERT INTO categories VALUES ('math.PR', 'Probability', 'math', 1, NULL);
INSERT INTO categories VALUES ('math.QA', 'Quantum Algebra', 'math', 1, NULL);
INSERT INTO categories VALUES ('math.RA', 'Rings and Algebras', 'math', 1, NULL);
INSERT INTO categories VALUES ('math.RT', 'Representation Theory', 'math', 1, NULL);
INSERT INTO categories VALUES ('math.SG', 'Symplectic Geometry', 'math', 1, NULL);
INSERT INTO categories VALUES ('math.SP', 'Spectral Theory', 'math', 1, NULL);
INSERT INTO categories VALUES ('math.ST', 'Statistics Theory', 'math', 1, NULL);
INSERT INTO categories VALUES ('mtrl-th', 'Materials Theory', 'mtrl-th', 0, 'cond-mat.mtrl-sci');
INSERT INTO categories VALUES ('nlin.AO', 'Adaptation and Self-Organizing Systems', 'nlin', 1, NULL);
INSERT INTO categories VALUES ('nlin.CD', 'Chaotic Dynamics', 'nlin', 1, NULL);
INSERT INTO categories VALUES ('nlin.CG', 'Cellular Automata and Lattice Gases', 'nlin', 1, NULL);
INSERT INTO categories VALUES ('nlin.PS', 'Pattern Formation and Solitons', 'nlin', 1, NULL);
INSERT INTO categories VALUES ('nlin.SI', 'Exactly Solvable and Integrable Systems', 'nlin', 1, NULL);
INSERT INTO categories VALUES ('nucl-ex', 'Nuclear Experiment', 'nucl-ex', 1, NULL);
INSERT INTO categories VALUES ('nucl-th', 'Nuclear Theory', 'nucl-th', 1, NULL);
INSERT INTO categories VALUES ('patt-sol', 'Pattern Formation and Solitons', 'patt-sol', 0, 'nlin.PS');
INSERT INTO categories VALUES ('physics.acc-ph', 'Accelerator Physics', 'physics', 1, NULL);
INSERT INTO categories VALUES ('physics.ao-ph', 'Atmospheric and Oceanic Physics', 'physics', 1, NULL);
INSERT INTO categories VALUES ('physics.app-ph', 'Applied Physics', 'physics', 1, NULL);
INSERT INTO categories VALUES ('physics.atm-clus', 'Atomic and Molecular Clusters', 'physics', 1, NULL);
INSERT INTO categories VALUES ('physics.atom-ph', 'Atomic Physics', 'physics', 1, NULL);
INSERT INTO categories VALUES ('physics.bio-ph', 'Biological Physics', 'physics', 1, NULL);
INSERT INTO categories VALUES ('physics.chem-ph', 'Chemical Physics', 'physics', 1, NULL);
INSERT INTO categories VALUES ('physics.class-ph', 'Classical Physics', 'physics', 1, NULL);
INSERT INTO categories VALUES ('physics.comp-ph', 'Computational Physics', 'physics', 1, NULL);
INSERT INTO categories VALUES ('physics.data-an', 'Data Analysis, Statistics and Probability', 'physics', 1, NULL);
INSERT INTO categories VALUES ('physics.ed-ph', 'Physics Education', 'physics', 1, NULL);
INSERT INTO categories VALUES ('physics.flu-dyn', 'Fluid Dynamics', 'physics', 1, NULL);
INSERT INTO categories VALUES ('physics.gen-ph', 'General Physics', 'physics', 1, NULL);
INSERT INTO categories VALUES ('physics.geo-ph', 'Geophysics', 'physics', 1, NULL);
INSERT INTO categories VALUES ('physics.hist-ph', 'History and Philosophy of Physics', 'physics', 1, NULL);
INSERT INTO categories VALUES ('physics.ins-det', 'Instrumentation and Detectors', 'physics', 1, NULL);
INSERT INTO categories VALUES ('physics.med-ph', 'Medical Physics', 'physics', 1, NULL);
INSERT INTO categories VALUES ('physics.optics', 'Optics', 'physics', 1, NULL);
INSERT INTO categories VALUES ('physics.plasm-ph', 'Plasma Physics', 'physics', 1, NULL);
INSERT INTO categories VALUES ('physics.pop-ph', 'Popular Physics', 'physics', 1, NULL);
INSERT INTO categories VALUES ('physics.soc-ph', 'Physics and Society', 'physics', 1, NULL);
INSERT INTO categories VALUES ('physics.space-ph', 'Space Physics', 'physics', 1, NULL);
INSERT INTO categories VALUES ('plasm-ph', 'Plasma Physics', 'plasm-ph', 0, 'physics.plasm-ph');
INSERT INTO categories VALUES ('q-alg', 'Quantum Algebra and Topology', 'q-alg', 0, 'math.QA');
INSERT INTO categories VALUES ('q-bio', 'Quantitative Biology', 'q-bio', 0, NULL);
INSERT INTO categories VALUES ('q-bio.BM', 'Biomolecules', 'q-bio', 1, NULL);
INSERT INTO categories VALUES ('q-bio.CB', 'Cell Behavior', 'q-bio', 1, NULL);
INSERT INTO categories VALUES ('q-bio.GN', 'Genomics', 'q-bio', 1, NULL);
INSERT INTO categories VALUES ('q-bio.MN', 'Molecular Networks', 'q-bio', 1, NULL);
INSERT INTO categories VALUES ('q-bio.NC', 'Neurons and Cognition', 'q-bio', 1, NULL);
INSERT INTO categories VALUES ('q-bio.OT', 'Other Quantitative Biology', 'q-bio', 1, NULL);
INSERT INTO categories VALUES ('q-bio.PE', 'Populations and Evolution', 'q-bio', 1, NULL);
INSERT INTO categories VALUES ('q-bio.QM', 'Quantitative Methods', 'q-bio', 1, NULL);
INSERT INTO categories VALUES ('q-bio.SC', 'Subcellular Processes', 'q-bio', 1, NULL);
INSERT INTO categories VALUES ('q-bio.TO', 'Tissues and Organs', 'q-bio', 1, NULL);
INSERT INTO categories VALUES ('q-fin.CP', 'Computational Finance', 'q-fin', 1, NULL);
INSERT INTO categories VALUES ('q-fin.EC', 'Economics', 'q-fin', 1, 'econ.GN');
INSERT INTO categories VALUES ('q-fin.GN', 'General Finance', 'q-fin', 1, NULL);
INSERT INTO categories VALUES ('q-fin.MF', 'Mathematical Finance', 'q-fin', 1, NULL);
INSERT INTO categories VALUES ('q-fin.PM', 'Portfolio Management', 'q-fin', 1, NULL);
INSERT INTO categories VALUES ('q-fin.PR', 'Pricing of Securities', 'q-fin', 1, NULL);
INSERT INTO categories VALUES ('q-fin.RM', 'Risk Management', 'q-fin', 1, NULL);
INSERT INTO categories VALUES ('q-fin.ST', 'Statistical Finance', 'q-fin', 1, NULL);
INSERT INTO categories VALUES ('q-fin.TR', 'Trading and Market Microstructure', 'q-fin', 1, NULL);
INSERT INTO categories VALUES ('quant-ph', 'Quantum Physics', 'quant-ph', 1, NULL);
INSERT INTO categories VALUES ('solv-int', 'Exactly Solvable and Integrable Systems', 'solv-int', 0, 'nlin.SI');
INSERT INTO categories VALUES ('stat.AP', 'Applications', 'stat', 1, NULL);
INSERT INTO categories VALUES ('stat.CO', 'Computation', 'stat', 1, NULL);
INSERT INTO categories VALUES ('stat.ME', 'Methodology', 'stat', 1, NULL);
INSERT INTO categories VALUES ('stat.ML', 'Machine Learning', 'stat', 1, NULL);
INSERT INTO categories VALUES ('stat.OT', 'Other Statistics', 'stat', 1, NULL);
INSERT INTO categories VALUES ('stat.TH', 'Statistics Theory', 'stat', 1, 'math.ST');
INSERT INTO categories VALUES ('supr-con', 'Superconductivity', 'supr-con', 0, 'cond-mat.supr-con');
INSERT INTO categories VALUES ('test', 'Test', 'test', 0, NULL);
INSERT INTO categories VALUES ('test.dis-nn', 'Test Disruptive Networks', 'test', 0, NULL);
INSERT INTO categories VALUES ('test.mes-hall', 'Test Hall', 'test', 0, NULL);
INSERT INTO categories VALUES ('test.mtrl-sci', 'Test Mtrl-Sci', 'test', 0, NULL);
INSERT INTO categories VALUES ('test.soft', 'Test Soft', 'test', 0, NULL);
INSERT INTO categories VALUES ('test.stat-mech', 'Test Mechanics', 'test', 0, NULL);
INSERT INTO categories VALUES ('test.str-el', 'Test Electrons', 'test', 0, NULL);
INSERT INTO categories VALUES ('test.supr-con', 'Test Superconductivity', 'test', 0, NULL);
INSERT INTO corrections VALUES (1, X'00000000000000000000000000000003', NULL, 'cut', '880', '2026-01-31', 'it''s shorter');
INSERT INTO cut_candidates VALUES (3, 880, 0.2, 'Tea 7', ', 12Cups');
INSERT INTO cut_candidates VALUES (3, 900, 0.8, 'Tea 7, 12', 'Cups');
INSERT INTO dumps VALUES (1, 1, NULL, 'a.txt', 'arxiver-text', 1, 1000, 'aa', NULL, 3, 790, 1, 80, 1, 100, 3, 30, NULL, NULL, NULL, 1);
INSERT INTO dumps VALUES (2, 1, NULL, 'b.txt', 'arxiver-text', 1, 500, 'bb', NULL, 2, 500, 0, 0, 0, 0, 0, 0, NULL, NULL, NULL, 1);
INSERT INTO fields VALUES (0, 'arxiv_id', 'arXiv identifier without version');
INSERT INTO fields VALUES (1, 'doi', 'DOI as given');
INSERT INTO fields VALUES (2, 'title', 'title');
INSERT INTO fields VALUES (3, 'authors', 'names as printed, separated by "; "');
INSERT INTO fields VALUES (4, 'abstract', 'abstract');
INSERT INTO fields VALUES (5, 'comments', 'the author''s comments: pages, figures, where submitted');
INSERT INTO fields VALUES (6, 'journal_ref', 'where it was published, as the author wrote it');
INSERT INTO fields VALUES (7, 'categories', 'arXiv category codes, primary first, separated by a space');
INSERT INTO fields VALUES (8, 'submitted', 'date of the first version');
INSERT INTO fields VALUES (9, 'updated', 'date of the latest version');
INSERT INTO fields VALUES (10, 'latest_version', 'number of the latest version');
INSERT INTO fields VALUES (11, 'submitter', 'who submitted it');
INSERT INTO fields VALUES (12, 'report_no', 'report number of an institution');
INSERT INTO fields VALUES (13, 'msc_class', 'Mathematics Subject Classification');
INSERT INTO fields VALUES (14, 'acm_class', 'ACM Computing Classification');
INSERT INTO fields VALUES (15, 'license', 'URL of the licence');
INSERT INTO fields VALUES (16, 'deleted', 'date on which its source said that the record was deleted');
INSERT INTO identifiers VALUES ('doi', '10.1000/182', 2);
INSERT INTO identifiers VALUES ('doi', '10.1145/1', 1);
INSERT INTO identifiers VALUES ('hash', '00112233', 3);
INSERT INTO imports VALUES (1, '2026-01-31T12:00:00Z', '2026-01-31T12:00:01Z', '0.1.0', NULL, 3, 1, 0, 1, 0, 1);
INSERT INTO links VALUES (1, 'https://example.org/1');
INSERT INTO my_notes VALUES (1, 'a reader''s own table');
INSERT INTO originals VALUES (1, 'abstract', 'G\"odel numbers of text fields');
INSERT INTO paper_authors VALUES (2, 1, 1, NULL);
INSERT INTO paper_authors VALUES (2, 2, 2, NULL);
INSERT INTO paper_categories VALUES (2, 1, 'cs.CL');
INSERT INTO paper_categories VALUES (2, 2, 'cs.AI');
INSERT INTO papers VALUES (1, '2009.04153', '10.1145/1', NULL, NULL, 'Gödel numbers of text fields', '8 pages', 'ACMMM 2020', NULL, 2020, 9, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO papers VALUES (2, NULL, '10.1000/182', 'On Reading', 'A. Author; B. Author', NULL, NULL, NULL, 'cs.CL cs.AI', NULL, NULL, NULL, NULL, 2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO papers VALUES (3, NULL, NULL, NULL, NULL, 'Machine reading', NULL, 'EMNLP 2020', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO records VALUES (1, 1, 1, 0, 300, 1, X'00000000000000000000000000000001', NULL, 113, 0, 1.0, NULL, 'new');
INSERT INTO records VALUES (2, 1, 2, 310, 200, 2, X'00000000000000000000000000000002', NULL, 1166, 0, 1.0, NULL, 'new');
INSERT INTO records VALUES (3, 1, 3, 610, 290, 3, X'00000000000000000000000000000003', NULL, 80, 64, 0.8, X'0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000', 'new');
INSERT INTO records VALUES (4, 2, 1, 0, 300, 1, X'00000000000000000000000000000001', NULL, 113, 0, 1.0, NULL, 'duplicate');
INSERT INTO records VALUES (5, 2, 2, 300, 200, 1, X'00000000000000000000000000000005', NULL, 19, 0, 1.0, NULL, 'updated');
INSERT INTO rejects VALUES (1, 520, 80, 7, X'000000000000000000000000000000FF', 'no_identifier', 'no identifier line', 'Some', X'0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000');
INSERT INTO schema_migrations VALUES (1, 'initial', '3d8745d2621d9f078f622170844c9c22f4fa70a1459e2878473f05ba25cd4ebc', NULL, NULL);
INSERT INTO papers_fts (papers_fts, rank) VALUES ('rank', 'bm25(10.0, 5.0, 3.0, 1.0, 1.0)');
INSERT INTO papers_fts (papers_fts) VALUES ('rebuild');
CREATE INDEX authors_by_family ON authors (family);
CREATE UNIQUE INDEX authors_by_name ON authors (name, family, given);
CREATE INDEX categories_by_alias ON categories (alias_of) WHERE alias_of IS NOT NULL;
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
CREATE INDEX dumps_by_import ON dumps (import_id);
CREATE INDEX dumps_by_sha256 ON dumps (sha256);
CREATE INDEX identifiers_by_paper ON identifiers (paper_id);
CREATE VIEW import_changes AS
  -- One row is one record that made a paper or changed a chosen value of one, in the import that began its dump: as far
  -- as that record is still there, and was not read again later.
  SELECT i.import_id, i.started, d.name AS dump, r.outcome, r.paper_id, p.arxiv_id, p.title, r.record_id
  FROM records AS r
  JOIN dumps AS d ON d.dump_id = r.dump_id
  JOIN imports AS i ON i.import_id = d.import_id
  JOIN papers AS p ON p.paper_id = r.paper_id
  WHERE r.outcome IN ('new', 'updated');
CREATE INDEX paper_authors_by_author ON paper_authors (author_id);
CREATE INDEX paper_categories_by_code ON paper_categories (code);
CREATE VIEW paper_sources AS
  -- One row is one record of a paper: which dump it came from, and where it stands there.
  SELECT p.paper_id, p.arxiv_id, d.name AS dump, d.format, r.ordinal, r.start, r.length, r.record_date, r.confidence,
    r.outcome
  FROM papers AS p
  JOIN records AS r ON r.paper_id = p.paper_id
  JOIN dumps AS d ON d.dump_id = r.dump_id;
CREATE UNIQUE INDEX papers_by_arxiv_id ON papers (arxiv_id);
CREATE INDEX papers_by_date ON papers (year, month);
CREATE VIEW papers_per_year AS
  -- One row is one year.
  SELECT year, count(*) AS papers, count(journal_ref) AS with_journal_ref, count(doi) AS with_doi
  FROM papers
  GROUP BY year;
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
CREATE UNIQUE INDEX records_by_dump ON records (dump_id, ordinal);
CREATE INDEX records_by_entry_hash ON records (entry_hash, confidence DESC, doubtful, paper_id);
CREATE INDEX records_by_paper ON records (paper_id);
CREATE INDEX records_in_doubt ON records (confidence) WHERE confidence < 0.99;
CREATE INDEX records_without_arxiv_id ON records (paper_id) WHERE (fields & 1) = 0;
CREATE VIEW rejected AS
  -- One row is one span that is no record, with the name of its dump.
  SELECT d.name AS dump, x.line, x.start, x.length, x.code, x.message, x.excerpt
  FROM rejects AS x
  JOIN dumps AS d ON d.dump_id = x.dump_id;
COMMIT;
