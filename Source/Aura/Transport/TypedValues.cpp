#include "Aura/Transport/TypedValues.h"

#include "Aura/Timeline/Snapping.h"
#include "Aura/Transport/TimeText.h"
#include "Core/Gain.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <vector>

namespace loophole::aura
{
namespace
{

/** Farther than any session reaches: 10,000 hours at 192 kHz. */
constexpr double farthestFrame = 7e12;

void replaceAll(std::string& text, const std::string& what, const std::string& with)
{
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
}

/** Lower case, without blanks, with the keyboard's signs. */
std::string plain(std::string text)
{
    replaceAll(text, "\u2212", "-");
    replaceAll(text, "\u00d7", "x");
    replaceAll(text, "\u221E", "inf");
    std::erase_if(text, [](unsigned char c) { return std::isspace(c) != 0; });
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

/** The text without a unit at its end; false where it does not end so. */
bool takeUnit(std::string& text, const std::string& unit)
{
    if (!text.ends_with(unit))
        return false;
    text.resize(text.size() - unit.size());
    return true;
}

std::optional<double> number(std::string text)
{
    if (text.starts_with('+'))
        text.erase(0, 1);
    std::replace(text.begin(), text.end(), ',', '.');
    double value = 0;
    const auto* end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, value, std::chars_format::fixed);
    if (error != std::errc() || rest != end || text.empty() || !std::isfinite(value))
        return std::nullopt;
    return value;
}

std::vector<std::string> parts(const std::string& text, char between)
{
    std::vector<std::string> all{{}};
    for (const auto c : text)
        if (c == between)
            all.emplace_back();
        else
            all.back().push_back(c);
    return all;
}

/** "1:02:03.5", or seconds alone. */
std::optional<double> seconds(const std::string& text)
{
    double total = 0;
    for (const auto& part : parts(text, ':'))
    {
        const auto value = number(part);
        if (!value || *value < 0)
            return std::nullopt;
        total = total * 60 + *value;
    }
    return total;
}

std::optional<double> framesOf(const std::string& typed, SampleRate rate)
{
    auto text = plain(typed);
    std::optional<double> found;
    double scale = rate.hz();
    if (takeUnit(text, "fr"))
    {
        found = number(text);
        scale = 1;
    }
    else if (takeUnit(text, "ms"))
    {
        found = number(text);
        scale = rate.hz() / 1000.0;
    }
    else
    {
        takeUnit(text, "s");
        found = seconds(text);
    }
    if (!found || *found < 0 || *found * scale > farthestFrame)
        return std::nullopt;
    return *found * scale;
}

/** Bar, beat and hundredths of a beat, counted as barsText() counts them. */
std::optional<double> barsIn(const std::string& text, SampleRate rate, const Tempo& tempo)
{
    const auto fields = parts(text, '.');
    if (fields.size() > 3)
        return std::nullopt;
    std::vector<double> values;
    for (const auto& field : fields)
    {
        const auto value = number(field);
        if (!value || *value < 0 || *value != std::floor(*value))
            return std::nullopt;
        values.push_back(*value);
    }
    values.resize(3, -1);
    const auto bar = values[0] - 1;
    const auto beat = values[1] < 0 ? 0 : values[1] - 1;
    if (bar < 0 || beat < 0 || beat >= tempo.beatsPerBar)
        return std::nullopt;
    return (bar * tempo.beatsPerBar + beat + std::max(0.0, values[2]) / 100) * framesPerBeat(rate, tempo);
}

} // namespace

std::optional<FramePosition> typedPosition(const std::string& typed, TimeBase base, SampleRate rate, Tempo tempo)
{
    const auto text = plain(typed);
    std::optional<double> found;
    const auto dots = std::count(text.begin(), text.end(), '.');
    if (dots == 2 || (base == TimeBase::bars && text.find_first_not_of("0123456789.") == std::string::npos))
        found = barsIn(text, rate, tempo);
    else if (base == TimeBase::samples && text.find_first_not_of("0123456789") == std::string::npos)
        found = number(text);
    else
        found = framesOf(typed, rate);
    if (!found || *found < 0 || *found > farthestFrame)
        return std::nullopt;
    return FramePosition(std::llround(*found));
}

std::optional<FrameCount> typedLength(const std::string& typed, SampleRate rate)
{
    const auto found = framesOf(typed, rate);
    if (!found)
        return std::nullopt;
    return FrameCount(std::llround(*found));
}

std::optional<double> typedDecibels(const std::string& typed)
{
    auto text = plain(typed);
    takeUnit(text, "db");
    if (text == "-inf")
        return Gain::silenceDb;
    return number(text);
}

std::optional<double> typedFactor(const std::string& typed)
{
    auto text = plain(typed);
    const auto isPercent = takeUnit(text, "%");
    takeUnit(text, "x");
    const auto value = number(text);
    if (!value || *value <= 0)
        return std::nullopt;
    return isPercent ? *value / 100 : *value;
}

std::optional<double> typedPan(const std::string& typed)
{
    auto text = plain(typed);
    if (text == "c")
        return 0.0;
    auto side = 1.0;
    if (text.starts_with('l') || text.starts_with('r'))
    {
        side = text.front() == 'l' ? -1.0 : 1.0;
        text.erase(0, 1);
    }
    const auto value = number(text);
    if (!value || std::abs(*value) > 100)
        return std::nullopt;
    return side * *value / 100;
}

std::optional<double> typedTempo(const std::string& typed)
{
    auto text = plain(typed);
    takeUnit(text, "bpm");
    const auto value = number(text);
    return value && *value > 0 ? value : std::nullopt;
}

} // namespace loophole::aura
