# cmake --install leaves exactly the program, which runs from there.
# cmake -DBUILD=… -DPREFIX=… -DVERSION=… -P install.cmake
file(REMOVE_RECURSE ${PREFIX})
execute_process(COMMAND ${CMAKE_COMMAND} --install ${BUILD} --prefix ${PREFIX} OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
file(GLOB_RECURSE installed RELATIVE ${PREFIX} ${PREFIX}/*)
if(NOT installed STREQUAL "bin/litdex")
  message(SEND_ERROR "expected bin/litdex alone, got: ${installed}")
endif()
execute_process(COMMAND ${PREFIX}/bin/litdex --version OUTPUT_VARIABLE said COMMAND_ERROR_IS_FATAL ANY)
if(NOT said MATCHES "^litdex ${VERSION}[^0-9]")
  message(SEND_ERROR "litdex --version said: ${said}")
endif()
file(REMOVE_RECURSE ${PREFIX})
