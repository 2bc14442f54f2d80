SELECT rowid FROM papers_fts WHERE papers_fts MATCH 'pagerank';
