SELECT name FROM dumps;
