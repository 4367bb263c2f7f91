#pragma once

#include "Core/Frames.h"
#include "Core/SampleRate.h"
#include "Model/Session.h"

#include <optional>
#include <string>

/** What a user types into a field, as a value; none where it is no such value. The signs that the program itself writes
    (− × ∞) are understood as well as those on a keyboard. Pure. */
namespace loophole::aura
{

enum class TimeBase;

/** "1:23.5", "83.5", "83.5 s", "350 ms", "48000 fr"; bars as "42.3.25" or "42.3", the shorter ones only where the
    ruler counts bars; a bare number is one of frames where it counts samples. Never before 0. */
[[nodiscard]] std::optional<FramePosition> typedPosition(const std::string&, TimeBase, SampleRate, Tempo);

/** "0.25", "0.25 s", "250 ms", "1:02.5", "12000 fr"; never negative. */
[[nodiscard]] std::optional<FrameCount> typedLength(const std::string&, SampleRate);

/** "-6", "+3 dB", "-inf". */
[[nodiscard]] std::optional<double> typedDecibels(const std::string&);

/** "1.5", "1.5x", "150 %"; above 0. */
[[nodiscard]] std::optional<double> typedFactor(const std::string&);

/** "C", "L 25", "R100", "-25": −1 … 1. */
[[nodiscard]] std::optional<double> typedPan(const std::string&);

/** "120", "120 bpm" */
[[nodiscard]] std::optional<double> typedTempo(const std::string&);

} // namespace loophole::aura
