#pragma once

#include <string>

namespace loophole::demo
{

/** The session document of the demo: which stem plays where, for 88 bars at 48 kHz. */
[[nodiscard]] std::string demoDocument();

} // namespace loophole::demo
