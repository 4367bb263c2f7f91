# LOOPHOLE_SANITIZE is a comma-separated list as -fsanitize takes it; it covers JUCE too, so that reports are whole.
set(LOOPHOLE_SANITIZE "" CACHE STRING "Sanitizers, e.g. address,undefined or thread")
if(LOOPHOLE_SANITIZE)
    add_compile_options(-fsanitize=${LOOPHOLE_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    add_link_options(-fsanitize=${LOOPHOLE_SANITIZE})
    if(LOOPHOLE_SANITIZE MATCHES "thread")
        # GCC's -Wtsan only says that fences are not modelled. The only ones are the queue library's: see SpscQueue.
        add_compile_options(-Wno-tsan)
        add_compile_definitions(LOOPHOLE_TSAN=1)
    endif()
    if(LOOPHOLE_SANITIZE MATCHES "address")
        add_compile_definitions(LOOPHOLE_ASAN=1)
    endif()
endif()
