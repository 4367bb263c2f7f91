#pragma once

#include <cctype>
#include <string>
#include <system_error>

namespace loophole::signal
{

/** What the system says about an errno value, as it reads behind a colon: "no such file or directory". */
[[nodiscard]] inline std::string systemErrorText(int error)
{
    auto text = std::generic_category().message(error);
    // Only an ordinary word: "RPC struct is bad" keeps its capitals.
    if (text.size() > 1 && std::islower(static_cast<unsigned char>(text[1])) != 0)
        text[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(text[0])));
    return text;
}

} // namespace loophole::signal
