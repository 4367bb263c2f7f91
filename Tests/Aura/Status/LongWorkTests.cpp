#include "Aura/Status/LongWork.h"

#include "Aura/ModelFixture.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::aura;

TEST_CASE("nothing under way is nothing to tell")
{
    ModelFixture fixture;
    CHECK(longWork(fixture.model).empty());
}

TEST_CASE("a scan is told with its place and how far it is, and can be given up")
{
    ModelFixture fixture;
    LibraryScanProgress scan;
    scan.isScanning = true;
    scan.files = 1234;
    scan.waiting = 1234;
    scan.place = "/m/Samples";
    fixture.say(scan);
    const auto work = longWork(fixture.model);
    REQUIRE(work.size() == 1);
    CHECK(work[0].text == "Scanning Samples: 1,234 files");
    CHECK(work[0].share == 0.5);
    REQUIRE(work[0].cancel.size() == 1);
    CHECK(std::holds_alternative<CancelLibraryScan>(work[0].cancel[0]));
    scan.isScanning = false;
    fixture.say(scan);
    CHECK(longWork(fixture.model).empty());
}

TEST_CASE("a search for missing files goes before all else, and proxies are given up together")
{
    ModelFixture fixture;
    auto session = std::make_shared<Session>();
    std::vector<SessionAsset> assets(2);
    assets[0].id = AssetId{1};
    assets[1].id = AssetId{2};
    session->assets = SharedList<SessionAsset>(std::move(assets));
    SessionChanged shown;
    shown.session = session;
    fixture.say(shown);
    for (const auto number : {1U, 2U})
    {
        AudioAsset asset;
        asset.assetId = AssetId{number};
        asset.path = "/m/" + std::to_string(number);
        asset.proxyStatus = number == 1 ? ProxyStatus::building : ProxyStatus::queued;
        fixture.say(AssetChanged{asset});
    }
    MediaSearchChanged search;
    search.isSearching = true;
    search.files = 10;
    search.folders = 1;
    fixture.say(search);
    const auto work = longWork(fixture.model);
    REQUIRE(work.size() == 2);
    CHECK(work[0].text == "Looking for missing files: 10 seen in 1 folder");
    CHECK(work[1].text == "Making 2 proxies");
    CHECK(work[1].cancel.size() == 2);
}

TEST_CASE("waveforms that are being measured are told with the share that is")
{
    ModelFixture fixture;
    for (const auto number : {1U, 2U})
    {
        PeaksReady part;
        part.asset = AssetId{number};
        part.isPartial = true;
        part.progress = number == 1 ? 0.5 : 0.0;
        fixture.say(part);
    }
    const auto work = longWork(fixture.model);
    REQUIRE(work.size() == 1);
    CHECK(work[0].text == "Measuring 2 waveforms");
    CHECK(work[0].share == 0.25);
}
