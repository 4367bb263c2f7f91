#include "Pulse/Editing/MediaEdits.h"

#include "Support/ContentByHand.h"
#include "Support/SessionParts.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::testing;

TEST_CASE("assets get other files; what was known of the content stays only where it is the same")
{
    auto session = sessionOf({trackOf(1, {clipOf(1, 1, 0)})});
    SessionAsset a{AssetId{1}, "a", "a.wav", {}};
    a.record.content = contentOf("a");
    auto b = a;
    b.id = AssetId{2};
    b.path = "b.wav";
    session.assets = SharedList<SessionAsset>({a, b});
    const auto same = withMediaAt(session, {{AssetId{2}, "/n/b.wav"}, {AssetId{9}, "/n/c.wav"}}, true);
    CHECK(same.assets[0] == a);
    CHECK(same.assets[1].path == "/n/b.wav");
    CHECK(same.assets[1].record == b.record);
    CHECK(same.assets.size() == 2);
    CHECK(same.tracks.sharesAllWith(session.tracks));
    const auto other = withMediaAt(session, {{AssetId{1}, "/n/a.wav"}}, false);
    CHECK(other.assets[0].documentId == "a");
    CHECK(other.assets[0].record == MediaRecord{});
}
