SELECT record_count, complete, sha256 FROM dumps
