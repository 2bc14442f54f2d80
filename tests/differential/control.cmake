# compare.py ends with 1, and names record and field, when Python reads a stream in which a byte of a title is another one.
# cmake -DPYTHON=… -DSCRIPT=… -DLITDEX=… -P control.cmake
execute_process(COMMAND ${CMAKE_COMMAND} -E env --unset=LITDEX_DATA ${PYTHON} -B ${SCRIPT} ${LITDEX} --control
  RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE differences)
if(NOT status EQUAL 1)
  message(SEND_ERROR "expected exit code 1, got ${status}")
endif()
# One for each set: every reader's records are looked at.
foreach(named "array.json: record 1, 0704.0001: title\n  by Python: Ueapots in orbit"
              "lines.jsonl: record 1, 0704.0001: title\n" "dc.xml: record 1, math/0306266: title\n"
              "feed.xml: record 1, 2105.05720: title\n" "many.abs: record 1, 0704.0001: title\n"
              "mail.txt: record 1, 2306.07353: title\n" "comma.csv: record 1, 0704.0001: title\n")
  string(FIND "${differences}" "${named}" place)
  if(place EQUAL -1)
    message(FATAL_ERROR "expected ${named}, got\n${differences}")
  endif()
endforeach()
