SELECT line, code, message, excerpt FROM rejected ORDER BY line;
