SELECT dump, line, start, length, code, message, substr(excerpt, 1, 40) FROM rejected;
