#pragma once

#include <juce_core/juce_core.h>

#include <filesystem>
#include <vector>

namespace loophole::aura
{

/** Paths as they travel with a drag inside the window: one character a byte, since not every path is UTF-8. */
[[nodiscard]] juce::var packFiles(const std::vector<std::filesystem::path>&);
[[nodiscard]] std::vector<std::filesystem::path> unpackFiles(const juce::var&);

} // namespace loophole::aura
