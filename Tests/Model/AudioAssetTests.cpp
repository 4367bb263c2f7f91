#include "Model/AudioAsset.h"

#include <catch2/catch.hpp>

using namespace loophole;

TEST_CASE("statuses have the names of the documents and messages")
{
    CHECK(std::string(toString(OfflineStatus::present)) == "present");
    CHECK(std::string(toString(OfflineStatus::missing)) == "missing");
    CHECK(std::string(toString(OfflineStatus::cloud)) == "cloud");
    CHECK(std::string(toString(OfflineStatus::pending)) == "pending");
    CHECK(std::string(toString(ProxyStatus::none)) == "none");
    CHECK(std::string(toString(ProxyStatus::queued)) == "queued");
    CHECK(std::string(toString(ProxyStatus::building)) == "building");
    CHECK(std::string(toString(ProxyStatus::ready)) == "ready");
    CHECK(std::string(toString(ProxyStatus::failed)) == "failed");
    CHECK(std::string(toString(ProxyStatus::stale)) == "stale");
}

TEST_CASE("an asset that was never opened is pending and knows nothing")
{
    const AudioAsset asset;
    CHECK(asset.offlineStatus == OfflineStatus::pending);
    CHECK(asset.facts == MediaFacts{});
    CHECK_FALSE(asset.facts.sampleRate.isKnown());
    CHECK_FALSE(asset.content.hash);
}
