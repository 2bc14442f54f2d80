SELECT arxiv_id, title, categories, doi, updated, latest_version FROM papers ORDER BY arxiv_id;
