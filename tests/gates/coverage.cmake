# scripts/coverage accepts a summary above the floor and refuses one below it, or one that counts nothing.
# cmake -DSCRIPT=… -DDIR=… -P coverage.cmake
function(judge file expected_status expected_output)
  execute_process(COMMAND ${SCRIPT} --summary ${DIR}/${file} RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT status EQUAL expected_status OR NOT output MATCHES "${expected_output}")
    message(SEND_ERROR "${file}: expected exit code ${expected_status} and ${expected_output}\ngot ${status} and\n${output}")
  endif()
endfunction()

function(count file covered)
  set(counts "\"line_covered\": 100, \"line_total\": 100, \"branch_covered\": ${covered}, \"branch_total\": 100")
  file(WRITE ${DIR}/${file} "{\"files\": [{\"filename\": \"src/base/text.cpp\", ${counts}}]}")
endfunction()

count(enough.json 99)
judge(enough.json 0 "base +100\\.0 % +99\\.0 % +100\nall +100\\.0 % +99\\.0 % +100\n$")
count(little.json 10)
judge(little.json 1 "the tests reach 10\\.0 % of the branches, and [0-9]+ % is the floor\n")
file(WRITE ${DIR}/nothing.json "{\"files\": []}")
judge(nothing.json 1 "counts nothing in src/\n")
