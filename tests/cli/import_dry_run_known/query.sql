SELECT count(*) FROM dumps;
