# The few words every CMakeLists.txt of this project uses.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()

add_compile_options(-Wall -Wextra -Wpedantic -Wconversion -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  add_compile_options(-Wno-restrict)  # g++ 12 warns falsely at -O3 (gcc bug 105651)
endif()
add_compile_options($<$<CXX_COMPILER_ID:GNU>:-fno-omit-frame-pointer>)
if(CONSTAT_SANITIZE)
  add_compile_options(-fsanitize=${CONSTAT_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${CONSTAT_SANITIZE})
endif()
if(CONSTAT_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()

# constat_library(NAME FILES globs... LINK libraries...): the static library `constat_NAME` of the
# files below this folder that match. Folder names are part of the include path ("capture/raw_mail.h").
function(constat_library name)
  cmake_parse_arguments(arg "" "" "FILES;LINK" ${ARGN})
  list(TRANSFORM arg_FILES PREPEND ${CMAKE_CURRENT_SOURCE_DIR}/)
  file(GLOB sources CONFIGURE_DEPENDS ${arg_FILES})
  set(scope PUBLIC)
  if(sources)
    add_library(constat_${name} STATIC ${sources})
  else()
    add_library(constat_${name} INTERFACE)
    set(scope INTERFACE)
  endif()
  target_include_directories(constat_${name} ${scope} ${PROJECT_SOURCE_DIR})
  target_link_libraries(constat_${name} ${scope} ${arg_LINK})
endfunction()

# constat_bundle(NAME libraries...): a name for several libraries of one room.
function(constat_bundle name)
  add_library(constat_${name} INTERFACE)
  list(TRANSFORM ARGN PREPEND constat_)
  target_link_libraries(constat_${name} INTERFACE ${ARGN})
endfunction()

# constat_unit_tests(NAME FOLDERS... LINK libraries...): one executable `unit_NAME` from the
# *_test.cpp of the folders of tests/unit.
function(constat_unit_tests name)
  cmake_parse_arguments(arg "" "" "FOLDERS;LINK" ${ARGN})
  list(TRANSFORM arg_FOLDERS PREPEND ${PROJECT_SOURCE_DIR}/tests/unit/)
  list(TRANSFORM arg_FOLDERS APPEND /*_test.cpp)
  file(GLOB sources CONFIGURE_DEPENDS ${arg_FOLDERS})
  if(NOT sources)
    return()
  endif()
  add_executable(unit_${name} ${sources})
  target_link_libraries(unit_${name} PRIVATE ${arg_LINK} GTest::gmock GTest::gtest_main)
  target_include_directories(unit_${name} PRIVATE ${PROJECT_SOURCE_DIR})
  target_compile_definitions(unit_${name} PRIVATE
    CONSTAT_SOURCE_DIR="${PROJECT_SOURCE_DIR}" CONSTAT_BINARY_DIR="${PROJECT_BINARY_DIR}")
  gtest_discover_tests(unit_${name} DISCOVERY_TIMEOUT 60 PROPERTIES TIMEOUT 120)
endfunction()
include(GoogleTest)
