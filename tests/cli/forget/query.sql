SELECT name FROM dumps; SELECT count(*) FROM papers; SELECT outcome, count(*) FROM records GROUP BY outcome; SELECT count(*) FROM papers_fts WHERE papers_fts MATCH 'learning';
