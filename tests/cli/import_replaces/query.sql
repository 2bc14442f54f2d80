SELECT name FROM dumps; SELECT count(*) FROM papers;
