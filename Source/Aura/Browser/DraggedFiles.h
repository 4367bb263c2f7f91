#pragma once

#include "Aura/Look/Look.h"

#include <filesystem>
#include <vector>

namespace loophole::aura
{

/** Paths as they travel with a drag inside the window: one character a byte, since not every path is UTF-8. */
[[nodiscard]] juce::var packFiles(const std::vector<std::filesystem::path>&);
[[nodiscard]] std::vector<std::filesystem::path> unpackFiles(const juce::var&);

/** What hangs on the pointer: the name of the file, or how many there are. */
[[nodiscard]] juce::Image dragLabel(const std::vector<std::filesystem::path>&, const Look&);

} // namespace loophole::aura
