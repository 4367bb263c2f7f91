#pragma once

#include "Aura/Timeline/Viewport.h"
#include "Core/SampleRate.h"
#include "Model/Session.h"

#include <string>
#include <vector>

namespace loophole::aura
{

enum class TimeBase;

/** A line of the ruler; only those with a label are long. */
struct Tick
{
    double x = 0; ///< pixels, as Viewport counts them
    bool isMajor = false;
    std::string label; ///< empty on minor ticks
};

/** The smallest of 1-2-5 … frames, milliseconds, seconds, minutes that is at least `least` frames. */
[[nodiscard]] double clockTickSpacing(SampleRate, double least);

/** The smallest of 1/64 beat … beat, bar, 2, 4, 8 … bars that is at least `least` frames. */
[[nodiscard]] double barTickSpacing(SampleRate, Tempo, double least);

/** The ticks that are visible, from left to right: labels at least 84 pixels apart, lines at least 8. */
[[nodiscard]] std::vector<Tick> rulerTicks(const Viewport&, TimeBase, SampleRate, Tempo);

} // namespace loophole::aura
