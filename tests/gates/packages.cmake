# scripts/packages refuses unknown groups, and names what to install where there is no apt-get.
# cmake -DSCRIPT=… -P packages.cmake
function(run_packages expected_status expected_output)  # further arguments: how it is called
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT status EQUAL expected_status OR NOT output MATCHES "${expected_output}")
    message(SEND_ERROR "${ARGN}: expected exit code ${expected_status} and ${expected_output}\ngot ${status} and\n${output}")
  endif()
endfunction()

run_packages(64 "^packages: unknown group 'everything'; there are " ${SCRIPT} build everything)
# Where there is no apt-get: everything else that the script needs is part of the shell.
run_packages(69 "is no Debian system.*\n  libsqlitecpp-dev\n.*\n  doctest-dev\n.*cmake --preset release"
  ${CMAKE_COMMAND} -E env PATH=/nonexistent /bin/sh ${SCRIPT} build tests)
run_packages(69 "^[^\n]*\n[^\n]*\n  nodejs\n  npm\nInstall "
  ${CMAKE_COMMAND} -E env PATH=/nonexistent /bin/sh ${SCRIPT} node)
