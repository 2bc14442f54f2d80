-- What a client is asked besides the queries of the documentation. Each statement ends with a semicolon at a line's end.

-- Plain rows.
SELECT paper_id, arxiv_id, doi, abstract, journal_ref, year, withdrawn FROM papers ORDER BY paper_id;

-- Words in double quotes; hyphens, accents and operators in them mean nothing.
SELECT rowid FROM papers_fts WHERE papers_fts MATCH '"higher-order" "PageRank"';
SELECT rowid FROM papers_fts WHERE papers_fts MATCH '"Páge" OR "pagéranks"' ORDER BY rowid;

-- The persisted rank and bm25 called by name put the papers in one order.
SELECT papers.arxiv_id, row_number() OVER (ORDER BY bm25(papers_fts, 10, 5, 3, 1, 1)) AS place
FROM papers_fts JOIN papers ON paper_id = papers_fts.rowid
WHERE papers_fts MATCH '"model" OR "training"' ORDER BY rank;
SELECT paper_id, rank FROM papers_fts JOIN papers ON paper_id = papers_fts.rowid
WHERE papers_fts MATCH '"the"' ORDER BY bm25(papers_fts, 10, 5, 3, 1, 1), paper_id;

-- snippet and highlight read the text of the papers through the index.
SELECT snippet(papers_fts, 2, '[', ']', '…', 8), highlight(papers_fts, 2, '<b>', '</b>')
FROM papers_fts WHERE papers_fts MATCH '"EasyTransfer"' ORDER BY rank;

-- The words of the index, prefixes and phrases.
SELECT rowid FROM papers_fts WHERE papers_fts MATCH 'abstract : "know" * AND "speech recognition"' ORDER BY rowid;
