#include "Aura/Browser/RowOrder.h"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace loophole;
using namespace loophole::aura;

namespace
{

FileRow file(const char* name)
{
    FileRow row;
    row.path = std::string("/m/") + name;
    return row;
}

std::vector<std::string> sorted(std::vector<FileRow> rows, ListOrder order)
{
    std::ranges::sort(rows, [&](const auto& a, const auto& b) { return rowComesBefore(a, b, order); });
    std::vector<std::string> names;
    for (const auto& row : rows)
        names.push_back(row.path.filename());
    return names;
}

using Names = std::vector<std::string>;

} // namespace

TEST_CASE("what is not known comes last whichever way the rest goes, and names settle what is equal")
{
    auto fast = file("b.wav");
    auto slow = file("a.wav");
    auto unknown = file("0.wav");
    auto alsoSlow = file("c.wav");
    fast.tempo = 170;
    slow.tempo = alsoSlow.tempo = 90;
    const std::vector rows{fast, slow, unknown, alsoSlow};
    CHECK(sorted(rows, {Column::tempo, false}) == Names{"a.wav", "c.wav", "b.wav", "0.wav"});
    CHECK(sorted(rows, {Column::tempo, true}) == Names{"b.wav", "a.wav", "c.wav", "0.wav"});
}

TEST_CASE("folders come first in every order")
{
    auto folder = file("z");
    folder.isFolder = true;
    CHECK(sorted({file("a.wav"), folder}, {Column::name, true}) == Names{"z", "a.wav"});
    CHECK(sorted({file("a.wav"), folder}, {Column::bytes, false}) == Names{"z", "a.wav"});
}

TEST_CASE("names go backwards too")
{
    CHECK(sorted({file("a 2"), file("a 10"), file("b")}, {Column::name, true}) == Names{"b", "a 10", "a 2"});
}

TEST_CASE("each column that says something sorts")
{
    auto small = file("x");
    auto large = file("y");
    large.isKnown = small.isKnown = true;
    small.facts.sampleRate = SampleRate(44100);
    large.facts.sampleRate = SampleRate(96000);
    small.facts.length = FrameCount(44100);
    large.facts.length = FrameCount(960000);
    small.facts.bitDepth = 16;
    large.facts.bitDepth = 24;
    small.facts.channels = 1;
    large.facts.channels = 2;
    small.facts.format = "AIFF";
    large.facts.format = "WAV";
    small.key = "Am";
    large.key = "C";
    small.labels = {"zz", "Dry"};
    large.labels = {"Wet"};
    small.rating = 1;
    large.rating = 5;
    small.collections = 1;
    large.collections = 2;
    small.bytes = 1;
    large.bytes = 2;
    small.modified = 1;
    large.modified = 2;
    for (const auto column : {Column::length, Column::rate, Column::bits, Column::channels, Column::type, Column::key,
                              Column::tags, Column::rating, Column::collections, Column::bytes, Column::modified})
    {
        INFO(kindOf(column).name);
        CHECK(rowComesBefore(small, large, {column, false}));
        CHECK_FALSE(rowComesBefore(large, small, {column, false}));
        CHECK(rowComesBefore(large, small, {column, true}));
    }
}
