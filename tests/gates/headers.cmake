# scripts/headers passes headers that compile alone, and names one that does not.
# cmake -DSCRIPT=… -DDIR=… -DCXX=… -P headers.cmake
file(REMOVE_RECURSE ${DIR})
set(ENV{CXX} ${CXX})
file(WRITE ${DIR}/src/base/sound.hpp "#pragma once\n#include <string>\nstd::string name();\n")
file(WRITE ${DIR}/src/base/user.hpp "#pragma once\n#include \"base/sound.hpp\"\nstd::string other();\n")

function(run_headers expected_status expected_output)
  execute_process(COMMAND ${SCRIPT} ${DIR}/src RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT status EQUAL expected_status OR NOT output MATCHES "${expected_output}")
    message(SEND_ERROR "expected exit code ${expected_status} and ${expected_output}\ngot ${status} and\n${output}")
  endif()
endfunction()

run_headers(0 "^headers: 2 headers compile alone\n$")
file(WRITE ${DIR}/src/load/needy.hpp "#pragma once\nstd::string name();\n")
run_headers(1 "^load/needy.hpp does not compile alone:\n")

# A build shows it of a header that its source includes first, and of no other.
file(WRITE ${DIR}/src/load/needy.cpp "#include \"load/needy.hpp\"\n#include <string>\n")
run_headers(0 "^headers: 3 headers compile alone\n$")
file(WRITE ${DIR}/src/load/needy.cpp "#include <string>\n#include \"load/needy.hpp\"\n")
run_headers(1 "^load/needy.hpp does not compile alone:\n")
file(REMOVE_RECURSE ${DIR})
file(MAKE_DIRECTORY ${DIR}/src)
run_headers(1 "^headers: no header in ")
