#pragma once

#include "Core/Outcome.h"

#include <juce_gui_basics/juce_gui_basics.h>

#include <filesystem>

namespace loophole::aura
{

/** Renders a component as it is to a PNG file, which appears only when it is whole. `scale` is physical pixels a pixel.
 */
[[nodiscard]] Outcome<void> writeSnapshot(juce::Component&, float scale, const std::filesystem::path& file);

} // namespace loophole::aura
