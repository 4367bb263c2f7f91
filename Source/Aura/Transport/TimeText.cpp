#include "Aura/Transport/TimeText.h"

#include "Aura/Timeline/Snapping.h"
#include "Core/Gain.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace loophole::aura
{
namespace
{

template <class... Values>
std::string formatted(const char* format, Values... values)
{
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), format, values...);
    return text.data();
}

/** The typographic minus is as wide as a figure, so that numbers do not jump when their sign changes. */
const char* signOf(bool negative)
{
    return negative ? "\u2212" : "+";
}

} // namespace

std::string clockText(FramePosition position, SampleRate rate)
{
    if (!rate.isKnown())
        return "00:00:00.000";
    const auto frame = std::max<std::int64_t>(0, position.value());
    const auto seconds = frame / rate.hz();
    const auto milliseconds = frame % rate.hz() * 1000 / rate.hz();
    return formatted("%02lld:%02d:%02d.%03d", static_cast<long long>(seconds / 3600),
                     static_cast<int>(seconds / 60 % 60), static_cast<int>(seconds % 60),
                     static_cast<int>(milliseconds));
}

std::string lengthText(FrameCount length, SampleRate rate)
{
    const auto exact = rate.secondsIn(length);
    if (exact < 9.995)
        return formatted("0:%05.2f", exact);
    const auto seconds = std::llround(exact);
    if (seconds < 3600)
        return formatted("%lld:%02lld", seconds / 60, seconds % 60);
    return formatted("%lld:%02lld:%02lld", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

std::string distanceText(FrameCount distance, SampleRate rate)
{
    const auto negative = distance.value() < 0;
    const auto size = negative ? -distance : distance;
    if (size.value() * 1000 < rate.hz())
        return size.isZero() ? "0" : formatted("%s%lld fr", signOf(negative), static_cast<long long>(size.value()));
    return formatted("%s%.3f s", signOf(negative), rate.secondsIn(size));
}

std::string positionText(FramePosition position, TimeBase base, SampleRate rate, Tempo tempo)
{
    switch (base)
    {
    case TimeBase::bars:
        return barsText(position, rate, tempo);
    case TimeBase::samples:
        return formatted("%lld", static_cast<long long>(position.value()));
    case TimeBase::clock:
        break;
    }
    return clockText(position, rate);
}

std::string secondsText(FrameCount length, SampleRate rate)
{
    return formatted("%.3f s", rate.isKnown() ? rate.secondsIn(length) : 0.0);
}

std::string timesText(double factor)
{
    return formatted("%.2f\u00d7", factor);
}

double framesPerBeat(SampleRate rate, Tempo tempo)
{
    return rate.hz() * 60.0 / std::max(1.0, tempo.bpm);
}

std::string barsText(FramePosition position, SampleRate rate, Tempo tempo)
{
    // A hundredth of a hundredth of a beat is taken as arrived, or a beat at a fractional frame would read as the one
    // before.
    const auto beats = std::max(0.0, static_cast<double>(position.value()) / framesPerBeat(rate, tempo) + 1e-4);
    const auto whole = static_cast<long long>(beats);
    const auto beatsPerBar = std::max(1, tempo.beatsPerBar);
    const auto hundredths = static_cast<int>((beats - static_cast<double>(whole)) * 100.0);
    return formatted("%lld.%lld.%02d", whole / beatsPerBar + 1, whole % beatsPerBar + 1, hundredths);
}

std::string rateText(SampleRate rate)
{
    return formatted("%g kHz", rate.hz() / 1000.0);
}

std::string bytesText(double bytes)
{
    const auto mebibytes = bytes / (1 << 20);
    if (mebibytes >= 1024)
        return formatted("%.2f GiB", mebibytes / 1024);
    return mebibytes >= 10 ? formatted("%.0f MiB", mebibytes) : formatted("%.1f MiB", mebibytes);
}

std::string countText(std::uint64_t count)
{
    auto text = std::to_string(count);
    for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > 0; at -= 3)
        text.insert(static_cast<std::size_t>(at), 1, ',');
    return text;
}

std::string gainText(double decibels)
{
    if (decibels <= Gain::silenceDb)
        return "\u2212\u221E dB";
    const auto rounded = std::round(decibels * 10) / 10;
    if (rounded == 0)
        return "0.0 dB";
    return formatted("%s%.1f dB", signOf(rounded < 0), std::abs(rounded));
}

std::string panText(double pan)
{
    const auto percent = static_cast<int>(std::lround(std::abs(pan) * 100));
    return percent == 0 ? "C" : formatted("%s %d", pan < 0 ? "L" : "R", percent);
}

} // namespace loophole::aura
