SELECT name, size FROM dumps; SELECT outcome, count(*) FROM records GROUP BY outcome;
