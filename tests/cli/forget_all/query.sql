SELECT dump_id, name FROM dumps; SELECT count(*) FROM papers;
