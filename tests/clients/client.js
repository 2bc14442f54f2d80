// Asks a database every query of a directory and compares the rows with those expected (cases.pl).
// SPDX-License-Identifier: MIT
// node client.js node-sqlite3-wasm|sql.js-fts5|sql.js DATABASE CASES    sql.js has no FTS5, and has to say so
const fs = require("fs");

const [library, path, cases] = process.argv.slice(2);

// Each library as one function: SQL in, an array of rows out, each an array of cells.
async function open() {
  if (library === "node-sqlite3-wasm") {
    const { Database } = require(library);
    const database = new Database(path, { readOnly: true });
    return (sql) => database.all(sql).map((row) => Object.values(row));
  }
  const wasmBinary = fs.readFileSync(require.resolve(library + "/dist/sql-wasm.wasm"));
  const SQL = await require(library)({ wasmBinary });
  const database = new SQL.Database(fs.readFileSync(path));
  return (sql) => database.exec(sql).flatMap((result) => result.values);
}

function cell(value) {
  const text = value === null ? "NULL" : String(value);
  return /^-?\d{1,15}(\.\d{1,30})?(e[+-]?\d{1,3})?$/i.test(text) ? Number(text).toFixed(6) : text;
}

function answer(ask, sql) {
  try {
    return ask(sql).map((row) => row.map(cell).join("|") + "\n").join("");
  } catch (error) {
    return "error: " + error.message;
  }
}

function expected(sql, rows) {
  if (library === "sql.js" && sql.includes("papers_fts")) return "error: no such module: fts5";
  return fs.readFileSync(rows, "utf8");
}

async function main() {
  const ask = await open();
  let passed = 0;
  const failed = [];
  for (const trusted of ["ON", "OFF"]) {
    ask("PRAGMA trusted_schema = " + trusted);
    if (Number(ask("PRAGMA trusted_schema")[0][0]) !== Number(trusted === "ON")) {
      failed.push(`PRAGMA trusted_schema = ${trusted} does nothing`);
    }
    for (const name of fs.readdirSync(cases).filter((file) => file.endsWith(".sql")).sort()) {
      const sql = fs.readFileSync(`${cases}/${name}`, "utf8");
      const got = answer(ask, sql);
      if (got === expected(sql, `${cases}/${name.replace(/sql$/, "rows")}`)) passed++;
      else failed.push(`${cases}/${name}, trusted_schema ${trusted}:\n${got}`);
    }
  }
  failed.forEach((failure) => console.error(failure));
  console.log(`${library}, SQLite ${ask("SELECT sqlite_version()")}: ${passed} passed, ${failed.length} failed`);
  process.exitCode = failed.length > 0 || passed === 0 ? 1 : 0;
}

main();
