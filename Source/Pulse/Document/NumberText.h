#pragma once

#include <cstdint>
#include <string>

namespace loophole
{

/** A finite number as JSON: whole ones without a fraction, others in the shortest form that reads back the same. */
[[nodiscard]] std::string numberText(double);

/** A text as JSON, in quotes; bytes that are no UTF-8 become U+FFFD. */
[[nodiscard]] std::string quotedText(const std::string&);

/** The same at the end of a text. */
void appendWhole(std::string& to, std::int64_t);
void appendNumber(std::string& to, double);
void appendQuoted(std::string& to, const std::string&);

} // namespace loophole
