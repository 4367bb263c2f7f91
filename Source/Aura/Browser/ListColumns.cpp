#include "Aura/Browser/ListColumns.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace loophole::aura
{
namespace
{

constexpr std::array<ColumnKind, columnCount> kinds{{
    {Column::name, "Name", "name", 0, ListColumns::leastNameWidth, LibrarySort::name, true},
    {Column::waveform, "Waveform", "waveform", 84, 40, LibrarySort::relevance, true},
    {Column::length, "Length", "length", 52, 44, LibrarySort::length, true},
    {Column::rate, "Rate", "rate", 64, 44, LibrarySort::sampleRate, false},
    {Column::bits, "Bits", "bits", 40, 36, LibrarySort::bitDepth, false},
    {Column::channels, "Ch.", "channels", 36, 32, LibrarySort::channels, false},
    {Column::type, "Type", "type", 52, 40, LibrarySort::type, false},
    {Column::key, "Key", "key", 44, 36, LibrarySort::key, false},
    {Column::tempo, "BPM", "bpm", 52, 40, LibrarySort::tempo, false},
    {Column::tags, "Tags", "tags", 110, 50, LibrarySort::labels, false},
    {Column::rating, "Rating", "rating", 64, 52, LibrarySort::rating, false},
    {Column::collections, "Colours", "collections", 72, 56, LibrarySort::collections, false},
    {Column::bytes, "Size", "size", 64, 50, LibrarySort::bytes, false},
    {Column::modified, "Changed", "changed", 84, 60, LibrarySort::modified, false},
    {Column::folder, "Folder", "folder", 140, 60, LibrarySort::folder, false},
}};

const ColumnKind* kindNamed(std::string_view code)
{
    const auto* found = std::ranges::find_if(kinds, [&](const auto& kind) { return code == kind.code; });
    return found == kinds.end() ? nullptr : found;
}

} // namespace

const ColumnKind& kindOf(Column column)
{
    return kinds[static_cast<std::size_t>(column)];
}

std::vector<ListColumns::Shown> ListColumns::usual()
{
    std::vector<Shown> all;
    for (const auto& kind : kinds)
        all.push_back({kind.isUsual, kind.usualWidth});
    return all;
}

void ListColumns::show(Column column, bool isShown)
{
    at(column).isShown = isShown || column == Column::name;
}

void ListColumns::resize(Column column, int width)
{
    if (column != Column::name)
        at(column).width = std::clamp(width, kindOf(column).leastWidth, mostWidth);
}

void ListColumns::clicked(Column column)
{
    if (column == Column::waveform)
        return;
    if (sorted.column != column)
        sorted = {column, false};
    else if (!sorted.isDescending)
        sorted.isDescending = true;
    else
        sorted = {};
}

int ListColumns::contentWidth(int width) const
{
    auto needed = leastNameWidth;
    for (const auto& kind : kinds)
        if (kind.column != Column::name && isShown(kind.column))
            needed += at(kind.column).width;
    return std::max(width, needed);
}

std::vector<ListColumns::Span> ListColumns::layout(int width) const
{
    const auto whole = contentWidth(width);
    std::vector<Span> spans;
    auto right = whole;
    for (auto kind = kinds.rbegin(); kind != kinds.rend(); ++kind)
    {
        if (kind->column == Column::name || !isShown(kind->column))
            continue;
        right -= at(kind->column).width;
        spans.push_back({kind->column, right, at(kind->column).width});
    }
    spans.push_back({Column::name, 0, right});
    std::ranges::reverse(spans);
    return spans;
}

std::string ListColumns::text() const
{
    std::string all;
    for (const auto& kind : kinds)
        if (kind.column != Column::name)
            all += std::string(isShown(kind.column) ? "" : "-") + kind.code + "=" +
                   std::to_string(at(kind.column).width) + " ";
    all += "sort=";
    if (sorted.column)
        all += std::string(kindOf(*sorted.column).code) + (sorted.isDescending ? "-" : "");
    return all;
}

ListColumns ListColumns::fromText(std::string_view text)
{
    ListColumns columns;
    while (!text.empty())
    {
        const auto word = text.substr(0, text.find(' '));
        text.remove_prefix(std::min(text.size(), word.size() + 1));
        const auto equals = word.find('=');
        if (equals == std::string_view::npos)
            continue;
        auto name = word.substr(0, equals);
        auto value = word.substr(equals + 1);
        if (name == "sort")
        {
            const auto isDescending = value.ends_with('-');
            value.remove_suffix(isDescending ? 1 : 0);
            if (const auto* kind = kindNamed(value))
                columns.sorted = {kind->column, isDescending};
            continue;
        }
        const auto isHidden = name.starts_with('-');
        name.remove_prefix(isHidden ? 1 : 0);
        int width = 0;
        const auto* kind = kindNamed(name);
        if (kind == nullptr || std::from_chars(value.data(), value.data() + value.size(), width).ec != std::errc())
            continue;
        columns.show(kind->column, !isHidden);
        columns.resize(kind->column, width);
    }
    return columns;
}

} // namespace loophole::aura
