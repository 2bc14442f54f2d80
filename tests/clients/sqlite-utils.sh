# sqlite-utils searches a shipped file: it has to find by itself which FTS5 table serves papers.
# SPDX-License-Identifier: MIT
# sh sqlite-utils.sh DATABASE
passed=0
failed=0

expect() {  # WHAT EXPECTED COMMAND...
  what=$1
  expected=$2
  shift 2
  got=$("$@" 2>&1)
  if [ "$got" = "$expected" ]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf '%s: expected %s, got\n%s\n' "$what" "$expected" "$got" >&2
  fi
}

# Its lines end as CSV says, in CR LF.
search() { /usr/bin/sqlite-utils search "$database" papers "$@" -c arxiv_id --csv --no-headers | tr -d '\r'; }

database=$1
expect 'a word' 2011.09463 search EasyTransfer
expect 'the best paper of several' "$(sqlite3 -readonly "$database" "SELECT arxiv_id FROM papers_fts
  JOIN papers ON paper_id = papers_fts.rowid WHERE papers_fts MATCH '\"model\"' ORDER BY rank LIMIT 1")" \
  search model --limit 1
expect 'words in quotes' 2105.03874 search --quote 'higher-order PageRank'
expect 'rows of SQL' '[{"papers": 10}]' /usr/bin/sqlite-utils query "$database" 'SELECT count(*) AS papers FROM papers'
printf 'sqlite-utils: %d passed, %d failed\n' $passed $failed
[ $failed -eq 0 ]
