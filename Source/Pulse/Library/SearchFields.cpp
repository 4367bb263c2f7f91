#include "Pulse/Library/SearchFields.h"

#include "Model/AudioExtensions.h"
#include "Pulse/Library/MusicalKey.h"
#include "Pulse/Library/SearchText.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <span>

namespace loophole
{
namespace
{

using Field = SearchField;
using Value = SearchValue;

constexpr std::array fieldNames{
    SearchFieldName{"len", Field::length, Value::number},
    SearchFieldName{"rate", Field::sampleRate, Value::number},
    SearchFieldName{"ch", Field::channels, Value::number},
    SearchFieldName{"bits", Field::bitDepth, Value::number},
    SearchFieldName{"bpm", Field::tempo, Value::number},
    SearchFieldName{"key", Field::key, Value::keyName},
    SearchFieldName{"type", Field::type, Value::choice},
    SearchFieldName{"size", Field::bytes, Value::number},
    SearchFieldName{"rating", Field::rating, Value::number},
    SearchFieldName{"fav", Field::favourite, Value::choice},
    SearchFieldName{"col", Field::collection, Value::choice},
    SearchFieldName{"tag", Field::label, Value::text},
    SearchFieldName{"used", Field::used, Value::number},
    SearchFieldName{"added", Field::added, Value::number},
    SearchFieldName{"changed", Field::modified, Value::number},
    SearchFieldName{"is", Field::status, Value::choice},
    SearchFieldName{"name", Field::tag, Value::text, "name"},
    SearchFieldName{"in", Field::tag, Value::text, "in"},
    SearchFieldName{"title", Field::tag, Value::text, "title"},
    SearchFieldName{"artist", Field::tag, Value::text, "artist"},
    SearchFieldName{"album", Field::tag, Value::text, "album"},
    SearchFieldName{"genre", Field::tag, Value::text, "genre"},
    SearchFieldName{"comment", Field::tag, Value::text, "comment"},
    SearchFieldName{"desc", Field::tag, Value::text, "description"},
    SearchFieldName{"project", Field::tag, Value::text, "project"},
    SearchFieldName{"scene", Field::tag, Value::text, "scene"},
    SearchFieldName{"take", Field::tag, Value::text, "take"},
    SearchFieldName{"date", Field::tag, Value::text, "date"},
};

constexpr std::array<std::string_view, 7> colours{"red", "orange", "yellow", "green", "blue", "purple", "grey"};
constexpr std::array<std::string_view, 4> stati{"missing", "offline", "damaged", "present"};

struct Unit
{
    std::string_view name;
    double factor;
};

std::span<const Unit> unitsOf(Field field)
{
    static constexpr std::array times{Unit{"ms", 0.001}, Unit{"s", 1}, Unit{"min", 60}, Unit{"m", 60}, Unit{"h", 3600}};
    static constexpr std::array ages{Unit{"s", 1},     Unit{"min", 60},   Unit{"h", 3600},
                                     Unit{"d", 86400}, Unit{"w", 604800}, Unit{"y", 31557600}};
    static constexpr std::array rates{Unit{"khz", 1000}, Unit{"hz", 1}, Unit{"k", 1000}};
    static constexpr std::array sizes{Unit{"kb", 1e3}, Unit{"mb", 1e6}, Unit{"gb", 1e9}, Unit{"k", 1e3},
                                      Unit{"m", 1e6},  Unit{"g", 1e9},  Unit{"b", 1}};
    switch (field)
    {
    case Field::length:
        return times;
    case Field::used:
    case Field::added:
    case Field::modified:
        return ages;
    case Field::sampleRate:
        return rates;
    case Field::bytes:
        return sizes;
    default:
        return {};
    }
}

/** A value as it was written: "2.5s" is 2.5 and was told to a tenth. */
struct Written
{
    double value = 0;
    double resolution = 0; ///< of its last digit
};

std::optional<Written> digits(std::string_view text)
{
    Written written;
    const auto [end, error] =
        std::from_chars(text.data(), text.data() + text.size(), written.value, std::chars_format::fixed);
    if (error != std::errc() || end != text.data() + text.size() || text[0] == '-' || !std::isfinite(written.value))
        return std::nullopt;
    const auto point = text.find('.');
    const auto places = point == std::string_view::npos ? 0 : static_cast<int>(text.size() - point - 1);
    written.resolution = std::pow(10.0, -places);
    return written;
}

/** "1:30", minutes and seconds. */
std::optional<Written> clockTime(std::string_view text)
{
    const auto colon = text.find(':');
    const auto minutes = digits(text.substr(0, colon));
    const auto seconds = digits(text.substr(colon + 1));
    if (!minutes || !seconds)
        return std::nullopt;
    return Written{minutes->value * 60 + seconds->value, seconds->resolution};
}

std::optional<Written> number(Field field, std::string_view given)
{
    const auto text = lowerCase(given);
    if (field == Field::length && text.find(':') != std::string::npos)
        return clockTime(text);
    if (field == Field::channels && (text == "mono" || text == "stereo"))
        return Written{text == "mono" ? 1.0 : 2.0, 1.0};
    for (const auto& unit : unitsOf(field))
        if (text.ends_with(unit.name) && text.size() > unit.name.size())
            if (auto written = digits(std::string_view(text).substr(0, text.size() - unit.name.size())))
                return Written{written->value * unit.factor, written->resolution * unit.factor};
    return digits(text);
}

/** Counts are exact; lengths and tempos are as near as they were written. */
bool isMeasured(Field field)
{
    return field == Field::length || field == Field::tempo || field == Field::bytes;
}

SearchRange around(Field field, const Written& written)
{
    if (!isMeasured(field))
        return {written.value, written.value};
    return {written.value - written.resolution / 2, written.value + written.resolution / 2, true, false};
}

} // namespace

const SearchFieldName* findSearchField(std::string_view name)
{
    const auto lower = lowerCase(name);
    const auto* found = std::ranges::find_if(fieldNames, [&](const auto& field) { return lower == field.name; });
    return found == fieldNames.end() ? nullptr : found;
}

std::string searchFieldNames()
{
    std::string names;
    for (const auto& field : fieldNames)
        names += (names.empty() ? "" : ", ") + std::string(field.name);
    return names;
}

std::optional<SearchRange> searchRange(Field field, std::string_view text)
{
    struct Sign
    {
        std::string_view text;
        bool isBelow;
        bool includes;
    };
    for (const auto& sign :
         {Sign{"<=", true, true}, Sign{">=", false, true}, Sign{"<", true, false}, Sign{">", false, false}})
        if (text.starts_with(sign.text))
        {
            const auto bound = number(field, text.substr(sign.text.size()));
            if (!bound)
                return std::nullopt;
            SearchRange range;
            (sign.isBelow ? range.high : range.low) = bound->value;
            (sign.isBelow ? range.includesHigh : range.includesLow) = sign.includes;
            return range;
        }
    if (const auto dash = text.find('-'); dash != std::string_view::npos)
    {
        const auto low = number(field, text.substr(0, dash));
        const auto high = number(field, text.substr(dash + 1));
        if (!low || !high || low->value > high->value)
            return std::nullopt;
        return SearchRange{low->value, high->value};
    }
    const auto value = number(field, text.starts_with("=") ? text.substr(1) : text);
    return value ? std::optional(around(field, *value)) : std::nullopt;
}

std::optional<std::string> searchChoice(Field field, std::string_view given)
{
    const auto text = lowerCase(given);
    switch (field)
    {
    case Field::key:
        return musicalKey(given);
    case Field::type:
        return looksLikeAudio("a." + text) ? std::optional(text) : std::nullopt;
    case Field::favourite:
        if (text == "yes" || text == "no")
            return text == "yes" ? "1" : "0";
        return std::nullopt;
    case Field::collection:
        if (text.size() == 1 && text[0] >= '1' && text[0] <= '7')
            return text;
        if (const auto* found = std::ranges::find(colours, text); found != colours.end())
            return std::to_string(found - colours.begin() + 1);
        return std::nullopt;
    case Field::status:
        return std::ranges::find(stati, text) != stati.end() ? std::optional(text) : std::nullopt;
    default:
        return std::nullopt;
    }
}

} // namespace loophole
