SELECT arxiv_id, title, abstract FROM papers ORDER BY arxiv_id;
