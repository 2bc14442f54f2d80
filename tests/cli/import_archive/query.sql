SELECT name, archive, format, compression, complete FROM dumps ORDER BY name
