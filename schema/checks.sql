-- What must hold between the rows of a litdex database, beyond what its constraints say. Each query returns no row when
-- all is well, else one text column that names what is wrong. The line before a query is its name and the sentence
-- shown to people. Every query goes through its tables a fixed number of times: a million papers take seconds.

-- schema_version_agrees: user_version, schema_migrations and about give the same schema version
SELECT 'user_version ' || v.user_version
FROM pragma_user_version AS v
WHERE v.user_version IS NOT (SELECT max(version) FROM schema_migrations)
  OR CAST(v.user_version AS TEXT) IS NOT (SELECT value FROM about WHERE key = 'schema_version');

-- papers_have_records: every paper comes from at least one record
SELECT 'paper ' || p.paper_id
FROM papers AS p
WHERE NOT EXISTS (SELECT 1 FROM records AS r WHERE r.paper_id = p.paper_id);

-- papers_are_identified: every paper without an arXiv identifier has another one
SELECT 'paper ' || p.paper_id
FROM papers AS p
WHERE p.arxiv_id IS NULL AND NOT EXISTS (SELECT 1 FROM identifiers AS i WHERE i.paper_id = p.paper_id);

-- arxiv_ids_agree: a paper has an arXiv identifier exactly where its records give one, as such or as a DOI of arXiv
SELECT 'paper ' || p.paper_id
FROM papers AS p
JOIN (SELECT paper_id, max(fields & 1) AS gives_id, max(fields & 3) AS may_give_id FROM records GROUP BY paper_id) AS r
  ON r.paper_id = p.paper_id
WHERE (p.arxiv_id IS NULL AND r.gives_id) OR (p.arxiv_id IS NOT NULL AND NOT r.may_give_id);

-- arxiv_ids_have_no_alternates: the records of a paper give no other arXiv identifier than the paper's, if in damaged form
SELECT 'record ' || a.record_id || ' gives ' || a.value
FROM alternates AS a
JOIN records AS r ON r.record_id = a.record_id
JOIN papers AS p ON p.paper_id = r.paper_id
WHERE a.field = 'arxiv_id' AND (a.value IS NOT p.arxiv_id OR a.original IS NULL);

-- chosen_values_are_given: apart from corrected fields, a paper has a value exactly where one of its records gives one
WITH masks AS (
  SELECT p.paper_id, g.given,
    (p.doi IS NOT NULL) * 2 + (p.title IS NOT NULL) * 4 + (p.authors IS NOT NULL) * 8
    + (p.abstract IS NOT NULL) * 16 + (p.comments IS NOT NULL) * 32 + (p.journal_ref IS NOT NULL) * 64
    + (p.categories IS NOT NULL) * 128 + (p.submitted IS NOT NULL) * 256 + (p.updated IS NOT NULL) * 512
    + (p.latest_version IS NOT NULL) * 1024 + (p.submitter IS NOT NULL) * 2048
    + (p.report_no IS NOT NULL) * 4096 + (p.msc_class IS NOT NULL) * 8192 + (p.acm_class IS NOT NULL) * 16384
    + (p.license IS NOT NULL) * 32768 + (p.deleted IS NOT NULL) * 65536 AS chosen
  FROM papers AS p
  JOIN (
    SELECT paper_id, max(fields & 2) | max(fields & 4) | max(fields & 8) | max(fields & 16) | max(fields & 32)
      | max(fields & 64) | max(fields & 128) | max(fields & 256) | max(fields & 512) | max(fields & 1024)
      | max(fields & 2048) | max(fields & 4096) | max(fields & 8192) | max(fields & 16384)
      | max(fields & 32768) | max(fields & 65536) AS given
    FROM records
    GROUP BY paper_id) AS g ON g.paper_id = p.paper_id)
SELECT 'paper ' || paper_id
FROM masks
WHERE given <> chosen AND ((given | chosen) - (given & chosen)) & ~(
  SELECT coalesce(sum(1 << field_id), 0) FROM fields WHERE name IN (SELECT field FROM corrections)
    OR name IN ('doi', 'journal_ref', 'abstract', 'comments') AND 'cut' IN (SELECT field FROM corrections)) <> 0;

-- months_have_years: a paper with a month has a year
SELECT 'paper ' || paper_id
FROM papers
WHERE month IS NOT NULL AND year IS NULL;

-- identifiers_have_papers: every identifier stands on a paper
SELECT i.scheme || ':' || i.value
FROM identifiers AS i
WHERE NOT EXISTS (SELECT 1 FROM papers AS p WHERE p.paper_id = i.paper_id);

-- hashes_identify_one_paper: an identifier of the scheme hash stands on one paper
SELECT 'hash:' || value
FROM identifiers
WHERE scheme = 'hash'
GROUP BY value
HAVING count(*) > 1;

-- authors_have_papers: every name stands on a paper
SELECT 'author ' || a.author_id
FROM authors AS a
WHERE NOT EXISTS (SELECT 1 FROM paper_authors AS x WHERE x.author_id = a.author_id);

-- authors_are_in_order: the names of a paper have the positions 1, 2, 3 and so on
SELECT 'paper ' || paper_id
FROM paper_authors
GROUP BY paper_id
HAVING min(position) <> 1 OR max(position) <> count(*);

-- authors_are_printed: a paper that has names has the text they were read from
SELECT 'paper ' || p.paper_id
FROM papers AS p
WHERE p.authors IS NULL AND EXISTS (SELECT 1 FROM paper_authors AS x WHERE x.paper_id = p.paper_id);

-- categories_are_in_order: the categories of a paper have the positions 1, 2, 3 and so on
SELECT 'paper ' || paper_id
FROM paper_categories
GROUP BY paper_id
HAVING min(position) <> 1 OR max(position) <> count(*);

-- categories_agree: papers.categories and paper_categories name the same codes in the same order
SELECT 'paper ' || p.paper_id
FROM papers AS p
LEFT JOIN (
  SELECT paper_id, group_concat(code, ' ') AS codes
  FROM (SELECT paper_id, code FROM paper_categories ORDER BY paper_id, position)
  GROUP BY paper_id) AS c ON c.paper_id = p.paper_id
WHERE p.categories IS NOT c.codes;

-- dumps_count_records: record_count and record_bytes of a dump are the sums over its records
SELECT 'dump ' || d.dump_id
FROM dumps AS d
LEFT JOIN (SELECT dump_id, count(*) AS n, sum(length) AS bytes FROM records GROUP BY dump_id) AS r
  ON r.dump_id = d.dump_id
WHERE d.record_count <> coalesce(r.n, 0) OR d.record_bytes <> coalesce(r.bytes, 0);

-- dumps_count_rejects: reject_count and reject_bytes of a dump are the sums over its rejects
SELECT 'dump ' || d.dump_id
FROM dumps AS d
LEFT JOIN (SELECT dump_id, count(*) AS n, sum(length) AS bytes FROM rejects GROUP BY dump_id) AS x
  ON x.dump_id = d.dump_id
WHERE d.reject_count <> coalesce(x.n, 0) OR d.reject_bytes <> coalesce(x.bytes, 0);

-- dumps_count_spans: a dump counts no span without bytes, no bytes without a span, and nothing below zero
SELECT 'dump ' || dump_id
FROM dumps
WHERE min(record_count, record_bytes, reject_count, reject_bytes) < 0
  OR min(frame_count, frame_bytes, blank_count, blank_bytes) < 0
  OR frame_count > frame_bytes OR (frame_count = 0 AND frame_bytes > 0)
  OR blank_count > blank_bytes OR (blank_count = 0 AND blank_bytes > 0);

-- records_are_in_order: the records of a dump have the ordinals 1, 2, 3 and so on, in the order of their bytes
SELECT 'record ' || record_id
FROM (
  SELECT record_id, ordinal, start, row_number() OVER stream AS place, lag(start) OVER stream AS last_start
  FROM records
  WINDOW stream AS (PARTITION BY dump_id ORDER BY ordinal))
WHERE ordinal <> place OR start < last_start;

-- spans_lie_in_dumps: records and rejects have bytes, and lie inside their dump
SELECT s.what
FROM (
  SELECT 'record ' || record_id AS what, dump_id, start, length FROM records
  UNION ALL
  SELECT 'reject at byte ' || start || ' of dump ' || dump_id, dump_id, start, length FROM rejects) AS s
JOIN dumps AS d ON d.dump_id = s.dump_id
WHERE s.start < 0 OR s.length < 1 OR s.start + s.length > d.size;

-- spans_are_apart: no byte of a dump belongs to two of its records and rejects
SELECT 'byte ' || next_start || ' of dump ' || dump_id
FROM (
  SELECT dump_id, start + length AS finish, lead(start) OVER (PARTITION BY dump_id ORDER BY start) AS next_start
  FROM (
    SELECT dump_id, start, length FROM records
    UNION ALL
    SELECT dump_id, start, length FROM rejects))
WHERE next_start < finish;

-- rejects_keep_their_bytes: where the bytes of a reject are kept, all of them are
SELECT 'reject at byte ' || start || ' of dump ' || dump_id
FROM rejects
WHERE length(bytes) <> length;

-- The plus keeps the index out of the next two: sorting all hashes is quicker than a million steps to and fro.

-- entries_are_taken_once: of the records with the same bytes, one is no duplicate; those that came in a shipped file do not say which
SELECT 'record ' || min(record_id)
FROM records
GROUP BY +entry_hash
HAVING sum(outcome IS NOT 'duplicate') = 0
  OR (sum(outcome IS NOT 'duplicate') > 1 AND sum(outcome IN ('new', 'updated', 'unchanged')) > 0);

-- entries_have_one_paper: records with the same bytes are of the same paper
SELECT 'record ' || min(record_id)
FROM records
GROUP BY +entry_hash
HAVING min(paper_id) <> max(paper_id);

-- fields_are_known: the sets of fields of a record hold no bit that is not in fields
SELECT 'record ' || record_id
FROM records
WHERE (fields | doubtful) & ~(SELECT sum(1 << field_id) FROM fields) <> 0;

-- doubtful_fields_are_given: a doubtful field is one that the record gives
SELECT 'record ' || record_id
FROM records
WHERE doubtful & ~fields <> 0;

-- doubtful_fields_need_doubt: a record with a doubtful field has a confidence below 0.99
SELECT 'record ' || record_id
FROM records
WHERE doubtful <> 0 AND confidence >= 0.99;

-- field_names_are_known: alternates and originals name fields
SELECT 'alternates of record ' || record_id FROM alternates WHERE field NOT IN (SELECT name FROM fields)
UNION ALL
SELECT 'originals of paper ' || paper_id FROM originals WHERE field NOT IN (SELECT name FROM fields);

-- alternates_are_given: a record has alternates only for fields that it gives
SELECT 'record ' || a.record_id || ', ' || a.field
FROM alternates AS a
JOIN fields AS f ON f.name = a.field
JOIN records AS r ON r.record_id = a.record_id
WHERE NOT (r.fields >> f.field_id) & 1;

-- alternates_stand_once: of the records with the same bytes, only the first that is no duplicate carries alternates
SELECT 'record ' || a.record_id
FROM (SELECT DISTINCT record_id FROM alternates) AS a
JOIN records AS r ON r.record_id = a.record_id
WHERE r.record_id IS NOT (
  SELECT min(s.record_id) FROM records AS s WHERE s.entry_hash = r.entry_hash AND s.outcome IS NOT 'duplicate');

-- alternates_differ: an alternate is not what was chosen
SELECT 'record ' || a.record_id || ', ' || a.field
FROM alternates AS a
JOIN records AS r ON r.record_id = a.record_id
JOIN papers AS p ON p.paper_id = r.paper_id
LEFT JOIN originals AS o ON o.paper_id = r.paper_id AND o.field = a.field
WHERE a.original IS o.text AND a.value = CASE a.field
  WHEN 'doi' THEN p.doi WHEN 'title' THEN p.title WHEN 'authors' THEN p.authors WHEN 'abstract' THEN p.abstract
  WHEN 'comments' THEN p.comments WHEN 'journal_ref' THEN p.journal_ref WHEN 'categories' THEN p.categories
  WHEN 'submitted' THEN p.submitted WHEN 'updated' THEN p.updated
  WHEN 'latest_version' THEN CAST(p.latest_version AS TEXT) WHEN 'submitter' THEN p.submitter
  WHEN 'report_no' THEN p.report_no WHEN 'msc_class' THEN p.msc_class WHEN 'acm_class' THEN p.acm_class
  WHEN 'license' THEN p.license WHEN 'deleted' THEN p.deleted END;

-- originals_belong_to_values: an original is the source text of a value that the paper has, and differs from it
SELECT 'paper ' || paper_id || ', ' || field
FROM (
  SELECT o.paper_id, o.field, o.text, CASE o.field
    WHEN 'arxiv_id' THEN p.arxiv_id WHEN 'doi' THEN p.doi WHEN 'title' THEN p.title WHEN 'authors' THEN p.authors
    WHEN 'abstract' THEN p.abstract WHEN 'comments' THEN p.comments WHEN 'journal_ref' THEN p.journal_ref
    WHEN 'categories' THEN p.categories WHEN 'submitted' THEN p.submitted WHEN 'updated' THEN p.updated
    WHEN 'latest_version' THEN CAST(p.latest_version AS TEXT) WHEN 'submitter' THEN p.submitter
    WHEN 'report_no' THEN p.report_no WHEN 'msc_class' THEN p.msc_class WHEN 'acm_class' THEN p.acm_class
    WHEN 'license' THEN p.license WHEN 'deleted' THEN p.deleted END AS chosen
  FROM originals AS o
  JOIN papers AS p ON p.paper_id = o.paper_id
  WHERE o.field IN (SELECT name FROM fields))
WHERE chosen IS NULL OR chosen = text;

-- kept_bytes_are_whole: a record's own bytes are as many as it has, and kept only where it is in doubt
SELECT 'record ' || record_id
FROM records
WHERE bytes IS NOT NULL AND (length(CAST(bytes AS BLOB)) <> length OR confidence >= 0.99);

-- candidates_need_doubt: only a record with a confidence below 0.99 has other places for its end
SELECT 'record ' || r.record_id
FROM (SELECT DISTINCT record_id FROM cut_candidates) AS c
JOIN records AS r ON r.record_id = c.record_id
WHERE r.confidence >= 0.99;

-- candidates_lie_in_dumps: a candidate for the end of a record lies after its start, inside its dump
SELECT 'record ' || r.record_id || ', byte ' || c.offset
FROM cut_candidates AS c
JOIN records AS r ON r.record_id = c.record_id
JOIN dumps AS d ON d.dump_id = r.dump_id
WHERE c.offset <= r.start OR c.offset > d.size;

-- candidates_share_one: the probabilities of the candidates for one end sum up to at most 1
SELECT 'record ' || record_id
FROM cut_candidates
GROUP BY record_id
HAVING sum(probability) > 1.000001;

-- index_holds_all_papers: the full-text index holds every paper, and nothing else
SELECT 'paper ' || paper_id || ' is not in the index'
FROM papers
WHERE paper_id NOT IN (SELECT id FROM papers_fts_docsize)
UNION ALL
SELECT 'paper ' || id || ' is in the index only'
FROM papers_fts_docsize
WHERE id NOT IN (SELECT paper_id FROM papers);

-- index_ranks_as_declared: the weights of the ranking are those of this schema version
SELECT 'rank is ' || coalesce((SELECT v FROM papers_fts_config WHERE k = 'rank'), 'not set')
WHERE (SELECT v FROM papers_fts_config WHERE k = 'rank') IS NOT 'bm25(10.0, 5.0, 3.0, 1.0, 1.0)';
