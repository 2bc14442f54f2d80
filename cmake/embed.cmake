# Writes a C++ file that holds text files as {path, text} rows.
# cmake -DOUT=… -DDIR=… -DFILES=a;b -P embed.cmake
set(rows "")
foreach(file IN LISTS FILES)
  file(READ "${DIR}/${file}" text)
  string(FIND "${text}" ")~sql~\"" clash)
  if(NOT clash EQUAL -1)
    message(FATAL_ERROR "${file} contains the end mark of a raw string literal")
  endif()
  string(LENGTH "${text}" length)
  if(length GREATER 65000)
    message(FATAL_ERROR "${file} is ${length} bytes long; string literals hold at most 65536")
  endif()
  string(APPEND rows "    {\"${file}\", R\"~sql~(${text})~sql~\"},\n")
endforeach()
file(WRITE "${OUT}" "// Generated at build time by cmake/embed.cmake.\n\
#include \"db/embedded.hpp\"\n\n\
namespace litdex::db {\n\
namespace {\n\
constexpr EmbeddedFile k_files[] = {\n${rows}};\n\
}\n\
std::span<const EmbeddedFile> embedded_files() { return k_files; }\n\
}\n")
