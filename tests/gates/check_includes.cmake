# scripts/check-includes passes a sound tree, and names each violation planted in it.
# cmake -DPERL=… -DSCRIPT=… -DDIR=… -P check_includes.cmake

function(run_check expected_status expected_output)
  execute_process(COMMAND ${PERL} ${SCRIPT} ${DIR}/src RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT status EQUAL expected_status OR NOT output STREQUAL expected_output)
    message(SEND_ERROR "expected exit code ${expected_status} and\n${expected_output}got ${status} and\n${output}")
  endif()
endfunction()

function(make_sound_tree)
  file(REMOVE_RECURSE ${DIR})
  file(WRITE ${DIR}/src/main.cpp "#include \"cli/app.hpp\"\nint main(int argc, char** argv) { return run(argc, argv); }\n")
  file(WRITE ${DIR}/src/base/text.hpp "#include <string>\n// printf(\"std::cout\")\n")
  file(WRITE ${DIR}/src/db/database.hpp "#include <SQLiteCpp/Database.h>\n#include \"base/text.hpp\"\n")
  file(WRITE ${DIR}/src/load/import.cpp
    "#include \"load/import.hpp\"\n#include \"index/index.hpp\"\nsnprintf(b, n, \"//\"); x.exit(); SELECT printf('%d')\n")
  file(WRITE ${DIR}/src/cli/app.cpp "#include \"ship/ship.hpp\"\n#include <CLI/CLI.hpp>\nstd::cout << argv[0]; exit(1);\n")
endfunction()

make_sound_tree()
run_check(0 "check-includes: 5 files follow the table\n")

# file | the line planted in it | what is said of it (@ stands for a semicolon)
set(violations
  [=[base/planted.hpp|#include "record/record.hpp"|base may not include record]=]
  [=[record/planted.hpp|#include "db/database.hpp"|record may not include db]=]
  [=[normalize/planted.cpp|#include "format/format.hpp"|normalize may not include format]=]
  [=[search/planted.cpp|  #  include "load/import.hpp"|search may not include load]=]
  [=[db/planted.cpp|#include <cli/app.hpp>|db may not include cli]=]
  [=[main.cpp|#include "load/import.hpp"|main may not include load]=]
  [=[load/planted.cpp|#include "import.hpp"|our headers are included by their path under src/]=]
  [=[load/planted.cpp|#include "../db/database.hpp"|our headers are included by their path under src/]=]
  [=[extra/planted.cpp|int x@|belongs to no module@ add a row to scripts/check-includes and to the design]=]
  [=[format/planted.cpp|#include <sqlite3.h>|knows SQL, which only check, cli, db, index, load, search, ship may]=]
  [=[load/planted.cpp|std::cout << "done"@|prints, which only cli may]=]
  [=[ship/planted.cpp|std::fprintf(f, "done")@|prints, which only cli may]=]
  [=[index/planted.cpp|fmt::print("done")@|prints, which only cli may]=]
  [=[check/planted.cpp|const char* home = std::getenv("HOME")@|reads options, which only cli may]=]
  [=[source/planted.cpp|char** argv@|reads options, which only cli, main may]=]
  [=[search/planted.cpp|std::exit(1)@|exits, which only cli may]=])
foreach(violation IN LISTS violations)
  string(REPLACE "|" ";" parts "${violation}")
  list(GET parts 0 file)
  list(GET parts 1 code)
  list(GET parts 2 said)
  string(REPLACE "@" ";" code "${code}")
  string(REPLACE "@" ";" said "${said}")
  make_sound_tree()
  file(WRITE ${DIR}/src/${file} "// planted\n${code}\n")
  set(line 2)
  if(file MATCHES "^extra/")
    set(line 1)
  endif()
  run_check(1 "src/${file}:${line}: ${said}\ncheck-includes: 1 findings\n")
endforeach()
file(REMOVE_RECURSE ${DIR})
