SELECT dump_id, reader_version > 0, record_count, reject_count FROM dumps; SELECT arxiv_id, journal_ref, venue FROM papers WHERE journal_ref IS NOT NULL;
