# Writes a C++ file that holds text files as {path, bytes} rows. Bytes and not literals: no text can break out of them.
# cmake -DOUT=… -DDIR=… -DFILES=a;b -P embed.cmake
set(arrays "")
set(rows "")
set(number 0)
foreach(file IN LISTS FILES)
  file(READ "${DIR}/${file}" bytes HEX)
  string(REGEX REPLACE "(..)" "'\\\\x\\1'," bytes "${bytes}")
  string(APPEND arrays "constexpr char k_file_${number}[] = {${bytes}};\n")
  string(APPEND rows "    {\"${file}\", {k_file_${number}, sizeof(k_file_${number})}},\n")
  math(EXPR number "${number} + 1")
endforeach()
file(WRITE "${OUT}" "// Generated at build time by cmake/embed.cmake.\n\
#include \"base/embedded.hpp\"\n\n\
namespace litdex::base {\n\
namespace {\n\
${arrays}\
constexpr EmbeddedFile k_files[] = {\n${rows}};\n\
}\n\
std::span<const EmbeddedFile> embedded_files() { return k_files; }\n\
}\n")
