SELECT name, record_count, complete FROM dumps;
