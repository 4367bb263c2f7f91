#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>

#if defined(LOOPHOLE_TSAN)
// The system's libraries are not instrumented: what they order by locks and messages of their own looks like a race.
// Two JACK clients of one process share the memory of their connected ports, and the server orders their callbacks.
extern "C" const char* __tsan_default_suppressions();
extern "C" const char* __tsan_default_suppressions()
{
    return "race:libpulse.so\n"
           "race:libpulsecommon\n"
           "race:loophole::testing::JackRecorder::process\n";
}
#endif
