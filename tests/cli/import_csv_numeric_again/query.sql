SELECT value, original FROM alternates WHERE field = 'arxiv_id' ORDER BY value;
