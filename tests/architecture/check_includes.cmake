# SPDX-License-Identifier: GPL-3.0-or-later
# The arrows between the layers, checked over the include lines; and habits that a compiler does not forbid.
#   cmake -DSOURCE=<root> -P check_includes.cmake
cmake_minimum_required(VERSION 3.25)

set(breaches "")
# forbid(FOLDER PATTERN REASON [EXCEPT REGEX]): no line below FOLDER matches PATTERN.
function(forbid folder pattern reason)
    cmake_parse_arguments(PARSE_ARGV 3 ARG "" "EXCEPT" "")
    file(GLOB_RECURSE files ${SOURCE}/${folder}/*.h ${SOURCE}/${folder}/*.cpp)
    foreach(file IN LISTS files)
        file(RELATIVE_PATH name ${SOURCE} ${file})
        if(ARG_EXCEPT AND name MATCHES "${ARG_EXCEPT}")
            continue()
        endif()
        file(STRINGS ${file} lines REGEX "${pattern}")
        if(lines)
            list(GET lines 0 first)
            set(breaches "${breaches}\n  ${name}: ${first}\n      ${reason}")
        endif()
    endforeach()
    set(breaches "${breaches}" PARENT_SCOPE)
endfunction()

# Arrows: gui -> mlops -> twin.
forbid(twin "#include \"(mlops|gui)/" "twin knows nothing above it")
forbid(mlops "#include \"gui/" "mlops knows no window")
# Libraries stay where they belong.
forbid(twin "#include <(Q[A-Z]|torch/|ATen/|sqlite3|SQLiteCpp|spdlog|nlohmann|CLI/)" "twin needs the standard library and tl::expected")
forbid(mlops "#include <Q[A-Z]" "Qt lives in gui")
forbid(mlops "#include <(torch|ATen|c10)/" "LibTorch lives in mlops/torch" EXCEPT "^mlops/torch/")
forbid(mlops "#include <(sqlite3|SQLiteCpp)" "SQLite lives in mlops/store" EXCEPT "^mlops/store/")
forbid(mlops "#include <(CLI/|spdlog/)" "the command line lives in mlops/cli" EXCEPT "^mlops/cli/")
forbid(gui "#include <(torch|ATen|sqlite3|SQLiteCpp)" "gui sees neither tensors nor tables")
forbid(gui "#include <QtCharts|#include <Q(Chart|LineSeries|ValueAxis)" "Qt Charts lives in gui/charts" EXCEPT "^gui/charts/")
forbid(twin "#include <pugixml" "XML is read in twin/io" EXCEPT "^twin/io/")
forbid(mlops "#include <pugixml" "XML is read in twin/io")
forbid(gui "#include <pugixml" "XML is read in twin/io")
# twin/io is the only place of twin that opens files.
forbid(twin "#include <(fstream|filesystem)>" "files are read in twin/io" EXCEPT "^twin/io/")
# The core is single-threaded and deterministic.
forbid(twin "std::(mutex|thread|jthread|atomic|condition_variable)|#include <(mutex|thread|atomic)>" "the core has one thread")
forbid(mlops "std::(mutex|thread|jthread|atomic|condition_variable)|#include <(mutex|thread|atomic)>" "the core has one thread" EXCEPT "^mlops/(cli|torch)/")
forbid(twin "std::random_device|std::rand\\(|system_clock::now" "chance and time are handed in")
forbid(mlops "std::random_device|std::rand\\(|system_clock::now" "chance and time are handed in" EXCEPT "^mlops/cli/")
# A hashed container is allowed where its line says that it is never walked through.
forbid(twin "std::unordered_[a-z]+<[^/]*$" "hashed containers iterate in no fixed order")
forbid(mlops "std::unordered_[a-z]+<[^/]*$" "hashed containers iterate in no fixed order")
forbid(twin "getInstance|[^a-zA-Z]instance\\(\\)" "no singletons")
forbid(mlops "getInstance|[^a-zA-Z]instance\\(\\)" "no singletons")
forbid(gui "QEventLoop|processEvents" "no nested event loops")
forbid(twin "#include \"\\.\\./" "includes are root-relative")
forbid(mlops "#include \"\\.\\./" "includes are root-relative")

if(breaches)
    message(FATAL_ERROR "The architecture is breached:${breaches}")
endif()
message(STATUS "all arrows hold")
