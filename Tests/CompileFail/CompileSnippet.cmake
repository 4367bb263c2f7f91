# COMPILER, INCLUDES, SNIPPET, MESSAGE: the compiler must refuse the snippet with a first error that matches MESSAGE, or accept it
# where MESSAGE is empty.
set(ENV{LC_ALL} C)
execute_process(COMMAND ${COMPILER} -std=c++20 -fsyntax-only -Wall -Werror=unused-result -I${INCLUDES} ${SNIPPET}
                RESULT_VARIABLE code ERROR_VARIABLE said)
if(MESSAGE STREQUAL "")
    if(NOT code EQUAL 0)
        message(FATAL_ERROR "must compile, but:\n${said}")
    endif()
    return()
endif()
if(code EQUAL 0)
    message(FATAL_ERROR "must not compile, but does")
endif()
string(REGEX MATCH "error: [^\n]*" firstError "${said}")
if(NOT firstError MATCHES "${MESSAGE}")
    message(FATAL_ERROR "refused, but for another reason than \"${MESSAGE}\":\n${said}")
endif()
