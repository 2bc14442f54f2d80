SELECT arxiv_id, title, categories, submitter, latest_version FROM papers ORDER BY arxiv_id;
