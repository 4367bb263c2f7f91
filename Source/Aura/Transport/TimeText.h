#pragma once

#include "Core/Frames.h"
#include "Core/SampleRate.h"
#include "Model/Session.h"

#include <string>

namespace loophole::aura
{

enum class TimeBase;

/** "00:01:23.417": hours, minutes, seconds and whole milliseconds, rounded down so that a clock never runs ahead. */
[[nodiscard]] std::string clockText(FramePosition, SampleRate);

/** "1:23" or "1:02:03": a file's length, to the nearest second; "0:00.25" below ten seconds. */
[[nodiscard]] std::string lengthText(FrameCount, SampleRate);

/** "+0.250 s", "−1 fr": a distance as a hand moves it; frames where it is less than a millisecond. */
[[nodiscard]] std::string distanceText(FrameCount, SampleRate);

/** Bars and beats, both counted from 1, and hundredths of a beat: "42.3.25". */
[[nodiscard]] std::string barsText(FramePosition, SampleRate, Tempo);

/** By what the ruler counts in. */
[[nodiscard]] std::string positionText(FramePosition, TimeBase, SampleRate, Tempo);

/** "0.250 s": a length to the millisecond. */
[[nodiscard]] std::string secondsText(FrameCount, SampleRate);

/** "1.50×" */
[[nodiscard]] std::string timesText(double factor);

[[nodiscard]] double framesPerBeat(SampleRate, Tempo);

/** "44.1 kHz", "48 kHz". */
[[nodiscard]] std::string rateText(SampleRate);

/** "12 MiB", "1.5 GiB". */
[[nodiscard]] std::string bytesText(double bytes);

/** "1,234,567" */
[[nodiscard]] std::string countText(std::uint64_t count);

/** "0.0 dB", "−6.5 dB", "−∞ dB" for a shut fader. */
[[nodiscard]] std::string gainText(double decibels);

/** "C", "L 25", "R 100". */
[[nodiscard]] std::string panText(double pan);

} // namespace loophole::aura
