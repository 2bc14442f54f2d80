SELECT arxiv_id, journal_ref, comments, substr(abstract, 1, 40) FROM papers ORDER BY paper_id;
SELECT name, format, size, record_count, record_bytes, reject_bytes, frame_bytes, blank_bytes, complete FROM dumps;
SELECT outcome, count(*), sum(length) FROM records GROUP BY outcome;
SELECT count(*) FROM imports;
