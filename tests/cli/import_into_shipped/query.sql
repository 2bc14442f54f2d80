SELECT outcome, count(*) FROM records GROUP BY outcome;
