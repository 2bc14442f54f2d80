# Two interface targets that every target of ours links privately: the language and the warnings. Packages never see them.
option(LITDEX_WERROR "Treat warnings in our own code as errors" ON)
option(LITDEX_SANITIZE "Build with AddressSanitizer and UndefinedBehaviorSanitizer" OFF)

add_library(litdex_settings INTERFACE)
target_compile_features(litdex_settings INTERFACE cxx_std_20)
if(LITDEX_SANITIZE)
  target_compile_options(litdex_settings INTERFACE
    # Not vptr: it looks at memory through a pipe, and calls every object broken where no file can be opened.
    -fsanitize=address,undefined -fno-sanitize=vptr -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_compile_definitions(litdex_settings INTERFACE _GLIBCXX_ASSERTIONS)
  target_link_options(litdex_settings INTERFACE -fsanitize=address,undefined)
endif()

# -Wnull-dereference follows the code that was inlined: beyond -Og GCC 12 finds null pointers in the standard library's.
add_library(litdex_warnings INTERFACE)
target_compile_options(litdex_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Woverloaded-virtual
  $<$<CONFIG:Debug>:-Wnull-dereference>
  $<$<BOOL:${LITDEX_WERROR}>:-Werror>)

set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
endif()
