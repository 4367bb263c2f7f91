#include "App/Commands/LibraryJson.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::cli;

TEST_CASE("a hit is told with its metadata, what is not known as null")
{
    LibraryHits hits;
    hits.total = 7;
    auto& hit = hits.hits.emplace_back();
    hit.path = "/m/a.wav";
    hit.facts.sampleRate = SampleRate(48000);
    hit.facts.length = FrameCount(24000);
    hit.facts.tags = {{"title", "T"}};
    hit.collections = 0b1000001;
    hit.labels = {"dark"};
    const auto json = toJson(hits, 1.5);
    CHECK(json["total"] == 7);
    const auto& told = json["hits"][0];
    CHECK(told["path"] == "/m/a.wav");
    CHECK(told["seconds"] == 0.5);
    CHECK(told["collections"] == std::vector<int>{1, 7});
    CHECK(told["labels"] == std::vector<std::string>{"dark"});
    CHECK(told["tags"]["title"] == "T");
    CHECK(told["bpm"].is_null());
    CHECK(told["key"].is_null());
    CHECK(told["error"].is_null());
    CHECK(told["offlineCause"].is_null());
}

TEST_CASE("why a file is away and why it is no medium are told apart")
{
    LibraryHits hits;
    hits.hits.resize(2);
    hits.hits[0].cause = "is empty";
    hits.hits[1].cause = "is offline: unplugged";
    hits.hits[1].offlineStatus = OfflineStatus::missing;
    const auto json = toJson(hits, 0);
    CHECK(json["hits"][0]["error"] == "is empty");
    CHECK(json["hits"][0]["offlineStatus"] == "present");
    CHECK(json["hits"][1]["error"].is_null());
    CHECK(json["hits"][1]["offlineCause"] == "is offline: unplugged");
}

TEST_CASE("a scan and an overview are told in numbers")
{
    LibraryScanProgress progress;
    progress.files = 100;
    progress.offline = {"/m: gone"};
    const auto scan = toJson(progress, 0.5);
    CHECK(scan["filesPerSecond"] == 200);
    CHECK(scan["offline"][0] == "/m: gone");
    CHECK(scan["error"].is_null());

    LibraryOverview overview;
    overview.files = 3;
    overview.places.push_back({"/m", LibraryPlace::State::offline, "gone", 3});
    overview.places.push_back({"/n", LibraryPlace::State::scanning, "", 0});
    const auto stats = toJson(overview, "/d/library.db");
    CHECK(stats["files"] == 3);
    CHECK(stats["places"][0]["state"] == "offline");
    CHECK(stats["places"][0]["cause"] == "gone");
    CHECK(stats["places"][1]["state"] == "interrupted");
    CHECK(stats["database"]["path"] == "/d/library.db");
}
