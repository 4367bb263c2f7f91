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
    return withPortablePaths(session, media, folder).assets[0].path;
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
    CHECK(withPortablePaths(session, testing::HandMadeMedia(), "/p").assets[0].path == "x/y.wav");
}
