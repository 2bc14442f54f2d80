# Runs one case and compares what it does with what the files beside its command say.
# cmake -DCASE=… -DSOURCE=… -DLITDEX_DIR=… -DSQLRUN_DIR=… -DWORK=… -P run_case.cmake
#
#   setup      shell lines that must succeed; optional
#   cmd        one command line for the shell, in a new empty directory
#   exit       its exit code; without this file 0
#   stdout, stderr   what it writes; without the file nothing
#   query.sql, rows  SQL for the database of the case (papers.db), and its rows, tab-separated; optional
#
# $SEED is the sample dump, $DATA is tests/data; litdex and sqlrun (SQL that may write) are on the path. Afterwards
# `litdex check` must find nothing in papers.db, unless the case holds a file `damaged`.
# UPDATE_GOLDEN=1 in the environment rewrites the expected files: read the diff.
cmake_minimum_required(VERSION 3.25)

file(REMOVE_RECURSE ${WORK})
file(MAKE_DIRECTORY ${WORK})
set(ENV{PATH} "${LITDEX_DIR}:${SQLRUN_DIR}:$ENV{PATH}")
set(ENV{SEED} "${SOURCE}/seeds/arxiver-author-page.txt")
set(ENV{DATA} "${SOURCE}/tests/data")
set(ENV{LC_ALL} C)
unset(ENV{LITDEX_DB})
unset(ENV{NO_COLOR})

function(run_shell file)  # further arguments: options of the shell
  execute_process(COMMAND sh ${ARGN} ${file} WORKING_DIRECTORY ${WORK} TIMEOUT 60 RESULT_VARIABLE status
    OUTPUT_FILE ${WORK}.stdout ERROR_FILE ${WORK}.stderr)
  set(status "${status}" PARENT_SCOPE)
endfunction()

# What differs from run to run, from machine to machine, or from version to version.
function(normalize file)
  file(READ ${file} text)
  string(REPLACE "${WORK}" "$WORK" text "${text}")
  string(REPLACE "${SOURCE}" "$SOURCE" text "${text}")
  string(REGEX REPLACE "20[0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9:]+Z" "<------time------->" text "${text}")
  string(REGEX REPLACE "(litdex|SQLite|sqlite_version\": \"|litdex_version\": \") ?[0-9]+\\.[0-9]+\\.[0-9]+" "\\1 <version>" text "${text}")
  string(REPEAT "[0-9a-f]" 64 sha256)
  string(REGEX REPLACE "${sha256}" "<sha256>" text "${text}")
  file(WRITE ${file} "${text}")
endfunction()

function(expect name actual)
  set(golden ${CASE}/${name})
  set(expected ${golden})
  if(NOT EXISTS ${golden})
    set(expected ${WORK}.empty)
    file(WRITE ${expected} "")
  endif()
  execute_process(COMMAND diff -u --label "${name} expected" --label "${name} got" ${expected} ${actual}
    RESULT_VARIABLE differs OUTPUT_VARIABLE difference)
  if(differs EQUAL 0)
    return()
  endif()
  if(DEFINED ENV{UPDATE_GOLDEN})
    file(SIZE ${actual} size)
    if(size EQUAL 0)
      file(REMOVE ${golden})
    else()
      file(COPY_FILE ${actual} ${golden})
    endif()
    return()
  endif()
  message(SEND_ERROR "${CASE}\n${difference}")
endfunction()

if(EXISTS ${CASE}/setup)
  run_shell(${CASE}/setup -e)
  if(NOT status EQUAL 0)
    file(READ ${WORK}.stderr said)
    message(FATAL_ERROR "${CASE}/setup ended with ${status}\n${said}")
  endif()
endif()

run_shell(${CASE}/cmd)
if(status EQUAL 0)
  file(WRITE ${WORK}.exit "")
else()
  file(WRITE ${WORK}.exit "${status}\n")
endif()
foreach(stream stdout stderr)
  normalize(${WORK}.${stream})
  expect(${stream} ${WORK}.${stream})
endforeach()
expect(exit ${WORK}.exit)

if(EXISTS ${CASE}/query.sql)
  execute_process(COMMAND sqlrun papers.db INPUT_FILE ${CASE}/query.sql WORKING_DIRECTORY ${WORK}
    OUTPUT_FILE ${WORK}.rows COMMAND_ERROR_IS_FATAL ANY)
  expect(rows ${WORK}.rows)
endif()

if(EXISTS ${WORK}/papers.db AND NOT EXISTS ${CASE}/damaged)
  execute_process(COMMAND litdex check WORKING_DIRECTORY ${WORK} RESULT_VARIABLE status OUTPUT_VARIABLE said)
  if(NOT status EQUAL 0)
    message(SEND_ERROR "${CASE}: litdex check ended with ${status}\n${said}")
  endif()
endif()
