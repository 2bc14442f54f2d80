SELECT name, record_count FROM dumps;
