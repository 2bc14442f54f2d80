SELECT record_count, complete FROM dumps;
