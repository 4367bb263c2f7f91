#include "Pulse/Assets/PerformanceText.h"

#include <catch2/catch.hpp>

using namespace loophole;
using Kind = PerformanceWarning::Kind;

TEST_CASE("a slow decode names its file and its time")
{
    const auto notice = performanceNotice({Kind::slowDecode, AssetId{1}, 61.6}, "/media/rain.mp3");
    CHECK(notice.kind == Notice::Kind::warning);
    CHECK(notice.text == "[perf] rain.mp3 took 62 ms to decode a block");
    CHECK(performanceNotice({Kind::streamOnly, AssetId{1}, 300}, "/media/rain.mp3").text ==
          "[perf] rain.mp3 took 300 ms to decode a block: from now on it is only streamed");
}

TEST_CASE("a file that nobody knows any more has no name")
{
    CHECK(performanceNotice({Kind::slowDecode, AssetId{1}, 61}, std::nullopt).text ==
          "[perf] A file took 61 ms to decode a block");
}

TEST_CASE("every other warning has a figure, and the end of one is none")
{
    for (const auto kind : {Kind::slowReads, Kind::memoryPressure, Kind::processTooLarge, Kind::systemShort})
    {
        const auto notice = performanceNotice({kind, {}, 87}, std::nullopt);
        CHECK(notice.kind == Notice::Kind::warning);
        CHECK(notice.text.find("87") != std::string::npos);
    }
    CHECK(performanceNotice({Kind::memoryRelieved, {}, 60}, std::nullopt).kind == Notice::Kind::information);
}
