#include "Aura/Browser/RowOrder.h"

#include "Aura/Browser/NaturalOrder.h"

#include <algorithm>

namespace loophole::aura
{
namespace
{

/** Negative, zero or positive, as a comes before b. */
using Sign = int;

template <class Value>
Sign compare(const Value& a, const Value& b)
{
    return a < b ? -1 : b < a ? 1 : 0;
}

/** Unknown values, told by being empty, come last whichever way the others go. */
template <class Value>
Sign compareKnown(const Value& a, const Value& b, bool isDescending)
{
    const auto noValue = Value();
    if ((a == noValue) != (b == noValue))
        return a == noValue ? 1 : -1;
    return isDescending ? compare(b, a) : compare(a, b);
}

std::string firstLabel(const FileRow& row)
{
    return row.labels.empty() ? std::string() : lowered(*std::ranges::min_element(row.labels));
}

double seconds(const FileRow& row)
{
    return row.isKnown ? row.facts.sampleRate.secondsIn(row.facts.length) : 0.0;
}

Sign byColumn(const FileRow& a, const FileRow& b, Column column, bool isDescending)
{
    const auto by = [&](const auto& value) { return compareKnown(value(a), value(b), isDescending); };
    switch (column)
    {
    case Column::length:
        return by(seconds);
    case Column::rate:
        return by([](const FileRow& row) { return row.facts.sampleRate.hz(); });
    case Column::bits:
        return by([](const FileRow& row) { return row.facts.bitDepth; });
    case Column::channels:
        return by([](const FileRow& row) { return row.facts.channels; });
    case Column::type:
        return by([](const FileRow& row) { return row.facts.format; });
    case Column::key:
        return by([](const FileRow& row) { return row.key; });
    case Column::tempo:
        return by([](const FileRow& row) { return row.tempo; });
    case Column::tags:
        return by(firstLabel);
    case Column::rating:
        return by([](const FileRow& row) { return row.rating; });
    case Column::collections:
        return by([](const FileRow& row) { return row.collections; });
    case Column::bytes:
        return by([](const FileRow& row) { return row.bytes; });
    case Column::modified:
        return by([](const FileRow& row) { return row.modified; });
    case Column::name:
    case Column::waveform:
    case Column::folder: // of one folder all are equal
        break;
    }
    return 0;
}

} // namespace

bool rowComesBefore(const FileRow& a, const FileRow& b, const ListOrder& order)
{
    if (a.isFolder != b.isFolder)
        return a.isFolder;
    if (order.column)
        if (const auto sign = byColumn(a, b, *order.column, order.isDescending); sign != 0)
            return sign < 0;
    const auto isReversed = order.column == Column::name && order.isDescending;
    const auto& first = isReversed ? b : a;
    const auto& second = isReversed ? a : b;
    return comesBefore(lastName(first.path), lastName(second.path));
}

} // namespace loophole::aura
