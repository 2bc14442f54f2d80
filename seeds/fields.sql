-- The fields of a record, as src/record/field.hpp has them.
INSERT INTO fields (field_id, name, meaning) VALUES
  (0, 'arxiv_id', 'arXiv identifier without version'),
  (1, 'doi', 'DOI as given'),
  (2, 'title', 'title'),
  (3, 'authors', 'names as printed, separated by "; "'),
  (4, 'abstract', 'abstract'),
  (5, 'comments', 'the author''s comments: pages, figures, where submitted'),
  (6, 'journal_ref', 'where it was published, as the author wrote it'),
  (7, 'categories', 'arXiv category codes, primary first, separated by a space'),
  (8, 'submitted', 'date of the first version'),
  (9, 'updated', 'date of the latest version'),
  (10, 'latest_version', 'number of the latest version'),
  (11, 'submitter', 'who submitted it'),
  (12, 'report_no', 'report number of an institution'),
  (13, 'msc_class', 'Mathematics Subject Classification'),
  (14, 'acm_class', 'ACM Computing Classification'),
  (15, 'license', 'URL of the licence'),
  (16, 'deleted', 'date on which its source said that the record was deleted')
ON CONFLICT (field_id) DO UPDATE SET name = excluded.name, meaning = excluded.meaning;
