#include "Aura/Diagnostics/DiagnosticsGroups.h"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace loophole;
using namespace loophole::aura;

namespace
{

const DiagnosticsRow& row(const std::vector<DiagnosticsGroup>& groups, const juce::String& name)
{
    for (const auto& group : groups)
        for (const auto& each : group.rows)
            if (each.name == name)
                return each;
    throw std::runtime_error("no row " + name.toStdString());
}

} // namespace

TEST_CASE("figures are shown with their units, and judged")
{
    StreamStats stats;
    stats.callback = {1'234'567, 3, 250.4, 1500, 2600, 2666.7};
    stats.blocks.readP50Ms = 0.126;
    stats.blocks.readP99Ms = 1.5;
    stats.memory.budgetBytes = 400;
    stats.memory.usedBytes = 100;
    stats.timelineCachedPercent = 87.4;
    stats.output.peak = 2.0f;
    stats.missingFrames = 12'345;
    stats.proxyFrames = 480;
    const auto groups = engineGroups(stats);
    CHECK(row(groups, "Median").value == juce::String::fromUTF8("250.4 \u00B5s"));
    CHECK(row(groups, "99 %").value == "1.50 ms");
    CHECK(row(groups, "99 %").judgement == Judgement::bad);
    CHECK(row(groups, "Too late").value == "3 of 1,234,567");
    CHECK(row(groups, "Reading").value == "0.13 / 1.50 ms");
    CHECK(*row(groups, "Budget").share == 0.25);
    CHECK(row(groups, "Timeline cached").value == "87 %");
    CHECK(row(groups, "Output peak").value == "6.0 dB");
    CHECK(row(groups, "Output peak").judgement == Judgement::bad);
    CHECK(row(groups, "Missing frames").value == "12,345");
    CHECK(row(groups, "Missing frames").judgement == Judgement::bad);
    CHECK(row(groups, "Underruns").judgement == Judgement::good);
    CHECK(row(groups, "From proxies").value == "480");
    CHECK(row(groups, "Pressure").judgement == Judgement::good);
    CHECK(row(groups, "Found in memory").value == "none asked");
}

TEST_CASE("pressure and a hanging disk stand out")
{
    StreamStats stats;
    CHECK_THROWS(row(engineGroups(stats), "Hanging"));
    stats.disk.stalled = 1;
    stats.buffers.pressure = MemoryPressure::high;
    CHECK(row(engineGroups(stats), "Hanging").judgement == Judgement::bad);
    CHECK(row(engineGroups(stats), "Pressure").judgement == Judgement::warning);
    stats.buffers.pressure = MemoryPressure::critical;
    CHECK(row(engineGroups(stats), "Pressure").judgement == Judgement::bad);
}

TEST_CASE("a drive is shown with what it delivers, and judged by what is needed of it")
{
    StreamStats stats;
    for (const auto* name : {"/fast", "/slow", "/hung"})
    {
        DiskDevice drive;
        drive.name = name;
        drive.sustainedBytesPerSecond = 10 << 20;
        drive.neededBytesPerSecond = drive.name == "/slow" ? 20 << 20 : 5 << 20;
        drive.isStalled = drive.name == "/hung";
        stats.devices.push_back(drive);
    }
    const auto groups = engineGroups(stats);
    CHECK(row(groups, "/fast").judgement == Judgement::plain);
    CHECK(row(groups, "/fast").value.endsWith("/s"));
    CHECK(row(groups, "/slow").judgement == Judgement::warning);
    CHECK(row(groups, "/hung").judgement == Judgement::bad);
    CHECK(row(groups, "/hung").value == "hanging");
}

TEST_CASE("tracks that miss frames are named, and that none does is said")
{
    CHECK(missingGroup({}).rows.front().judgement == Judgement::good);
    const auto group = missingGroup({{"Drums", 1000}, {"Bass", 7}});
    REQUIRE(group.rows.size() == 2);
    CHECK(group.rows.front().name == "Drums");
    CHECK(group.rows.front().value == "1,000");
}

TEST_CASE("a device is told with its late periods and its warnings")
{
    DeviceStatus device;
    device.backend = "JACK";
    device.warnings = {"no realtime priority"};
    StreamStats stats;
    stats.deviceXruns = 2;
    const auto group = deviceGroup(device, &stats);
    CHECK(row({group}, "Backend").value == "JACK");
    CHECK(row({group}, "Xruns").value == "2");
    CHECK(row({group}, "Xruns").judgement == Judgement::warning);
    CHECK(group.rows.back().name == "no realtime priority");
    CHECK(deviceGroup(device, nullptr).rows.size() == group.rows.size() - 1);
}

TEST_CASE("load is the share of the deadline, and nothing before there is one")
{
    StreamStats stats;
    CHECK(callbackLoad(stats) == 0.0f);
    stats.callback.deadlineUs = 1000;
    stats.callback.recentMaxUs = 250;
    CHECK(callbackLoad(stats) == 0.25f);
}
