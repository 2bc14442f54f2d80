SELECT dump_id, source_url, license, retrieved FROM dumps;
