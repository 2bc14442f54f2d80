SELECT dump_id, name, record_count FROM dumps; SELECT outcome, count(*) FROM records GROUP BY outcome;
