# Warnings are errors on our own code only; JUCE and the system's headers come in as SYSTEM includes.
add_library(loophole_warnings INTERFACE)
target_compile_options(loophole_warnings INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow=local -Wnon-virtual-dtor -Wold-style-cast -Wcast-align -Woverloaded-virtual
    -Wconversion -Wsign-conversion -Wnull-dereference -Wdouble-promotion -Wimplicit-fallthrough -Werror)
# GCC 12 at -O3 reports null dereferences, overlapping copies and uninitialised members of std::string and std::variant
# that are not there (GCC bugs 105651, 105562); clang and the sanitizers find the true ones.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(loophole_warnings INTERFACE -Wno-null-dereference -Wno-restrict -Wno-maybe-uninitialized)
endif()
