#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace loophole::testing
{

/** What a program that has ended left behind; output and errors are bytes, not text. */
struct ProgramResult
{
    int exitCode = 0; ///< 128 + the signal's number where one ended it, 127 where the program was not found
    std::string output;
    std::string errors;
};

/**
    Runs a program to its end with `arguments[0]` looked up in PATH, and no shell: every argument arrives as it is.
    The three streams are temporary files rather than pipes, so that neither side can block the other.
*/
[[nodiscard]] ProgramResult runProgram(const std::vector<std::string>& arguments, std::string_view input = {});

} // namespace loophole::testing
