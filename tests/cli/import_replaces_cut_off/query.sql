SELECT name, complete FROM dumps ORDER BY name;
