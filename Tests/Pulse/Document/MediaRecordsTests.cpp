#include "Pulse/Document/MediaRecords.h"

#include "Support/ContentByHand.h"
#include "Support/HandMadeMedia.h"

#include <catch2/catch.hpp>
#include <map>

using namespace loophole;
using namespace loophole::testing;

namespace
{

struct Known final : MediaLookup
{
    [[nodiscard]] const AudioAsset* find(AssetId id) const override
    {
        const auto found = assets.find(id);
        return found == assets.end() ? nullptr : &found->second;
    }
    std::map<AssetId, AudioAsset> assets;
};

} // namespace

TEST_CASE("assets are written with what is known of their media, and those that nothing is known of as they were")
{
    SessionAsset a{AssetId{1}, "a", "a.wav", {}};
    SessionAsset b{AssetId{2}, "b", "b.wav", {}};
    b.record.content = contentOf("old");
    const SharedList<SessionAsset> assets({a, b});
    Known media;
    CHECK(withMediaRecords(assets, media).sharesAllWith(assets));

    media.assets[AssetId{1}].content = contentOf("a");
    media.assets[AssetId{1}].facts.sampleRate = SampleRate(44100);
    media.assets[AssetId{1}].facts.length = FrameCount(5);
    const auto written = withMediaRecords(assets, media);
    CHECK(written[0].record.content == contentOf("a"));
    CHECK(written[0].record.sampleRate == SampleRate(44100));
    CHECK(written[0].record.length == FrameCount(5));
    CHECK(written[1] == b);
    CHECK(withMediaRecords(written, media).sharesAllWith(written));
}
