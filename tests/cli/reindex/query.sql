SELECT count(*) FROM papers_fts WHERE papers_fts MATCH 'learning';
