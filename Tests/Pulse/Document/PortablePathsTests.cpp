#include "Pulse/Document/PortablePaths.h"

#include "Support/HandMadeMedia.h"

#include <catch2/catch.hpp>

using namespace loophole;

namespace
{

/** Where an asset that lies at /media/1.wav and is spelled `path` is found from a document in `folder`. */
std::string portable(const std::string& path, const std::string& folder)
{
    testing::HandMadeMedia media;
    media.add(AssetId{1}, 100);
    Session session;
    session.assets = SharedList<SessionAsset>({SessionAsset{AssetId{1}, "a", path, nullptr}});
    return PortablePaths().of(session.assets, media, folder)[0].path;
}

} // namespace

TEST_CASE("a path that leads to its file already stays as it is spelled")
{
    CHECK(portable("1.wav", "/media") == "1.wav");
    CHECK(portable("./x/../1.wav", "/media") == "./x/../1.wav");
}

TEST_CASE("saving elsewhere makes paths lead to the same file from there")
{
    CHECK(portable("1.wav", "/other/place") == "/media/1.wav");
    CHECK(portable("../1.wav", "/other/place") == "/media/1.wav");
}

TEST_CASE("an absolute path becomes relative where that is possible")
{
    CHECK(portable("/media/1.wav", "/media") == "1.wav");
    CHECK(portable("/media/1.wav", "/other/place") == "/media/1.wav");
}

TEST_CASE("the path of an asset that nobody knows stays as it is")
{
    Session session;
    session.assets = SharedList<SessionAsset>({SessionAsset{AssetId{9}, "a", "x/y.wav", nullptr}});
    CHECK(PortablePaths().of(session.assets, testing::HandMadeMedia(), "/p")[0].path == "x/y.wav");
}

TEST_CASE("what is right already is shared, and one more asset names no other anew")
{
    testing::HandMadeMedia media;
    std::vector<SessionAsset> assets;
    for (std::uint32_t i = 1; i <= 1000; ++i)
    {
        media.add(AssetId{i}, 100);
        const auto name = std::to_string(i) + ".wav";
        assets.push_back({AssetId{i}, {}, i <= 500 ? name : "/media/" + name, {}});
    }
    const SharedList<SessionAsset> list(std::move(assets));
    PortablePaths paths;
    const auto first = paths.of(list, media, "/media");
    REQUIRE(first.chunkCount() == list.chunkCount());
    CHECK(first.chunk(0) == list.chunk(0));
    CHECK(first[999].path == "1000.wav");

    media.add(AssetId{1001}, 100);
    const auto longer = paths.of(list.withAppended({AssetId{1001}, {}, "/media/1001.wav", {}}), media, "/media");
    CHECK(longer[1000].path == "1001.wav");
    for (std::size_t i = 0; i + 1 < first.chunkCount(); ++i)
        CHECK(longer.chunk(i) == first.chunk(i));

    const auto elsewhere = paths.of(list, media, "/other");
    CHECK(elsewhere[0].path == "/media/1.wav");
    CHECK(paths.of(elsewhere, media, "/nowhere/near").size() == 1000);
    CHECK(paths.of(SharedList<SessionAsset>(), media, "/media").empty());
}
