#include "Aura/Status/MissingMedia.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::aura;

TEST_CASE("what was found can be taken together, and what was not is left out")
{
    MediaSearchChanged search;
    CHECK(foundMedia(search).empty());
    search.proposals.push_back({AssetId{1}, "/old/kick.wav", {}, "/new/kick.wav", RelinkTier::name, {}, {}});
    search.proposals.push_back({AssetId{2}, "/old/gone.wav", {}, {}, RelinkTier::name, "not found", {}});
    const auto one = foundMedia(search);
    REQUIRE(one.size() == 1);
    CHECK(one[0].asset == AssetId{1});
    CHECK(one[0].file == "/new/kick.wav");
    CHECK(relinkText(one) == "Relink to kick.wav");
    CHECK(relinkText(std::vector(1200, one[0])) == "Relink 1,200 found files");
}
