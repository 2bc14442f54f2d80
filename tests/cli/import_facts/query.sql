SELECT source_url, retrieved, license FROM dumps
