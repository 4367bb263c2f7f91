#include "Pulse/Assets/MissingNotice.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace std::chrono_literals;

namespace
{

AudioAsset missingAsset(std::uint32_t id, const std::string& path)
{
    AudioAsset asset;
    asset.assetId = AssetId{id};
    asset.path = path;
    asset.offlineStatus = OfflineStatus::missing;
    return asset;
}

} // namespace

TEST_CASE("the sentence counts and names, and does not go on for ever")
{
    const auto kick = missingAsset(1, "/x/kick.wav");
    const auto odd = missingAsset(2, "/x/caf\xE9.wav");
    CHECK(missingText({&kick}) == "1 file is missing: kick.wav");
    CHECK(missingText({&kick, &odd}) == "2 files are missing: kick.wav, caf\xEF\xBF\xBD.wav");
    CHECK(missingText({&kick, &kick, &kick, &kick, &kick, &kick, &kick}) ==
          "7 files are missing: kick.wav, kick.wav, kick.wav, kick.wav, kick.wav and 2 more");
}

TEST_CASE("many files that turn out to be missing make one notice, once they settled")
{
    MissingNotice notice;
    const auto a = missingAsset(1, "a.wav");
    const auto b = missingAsset(2, "b.wav");
    CHECK(notice.due(false) == Instant::max());
    CHECK_FALSE(notice.take(1s, false, {&a}));
    notice.assetChanged(1s);
    notice.assetChanged(1200ms);
    CHECK(notice.due(false) == 1500ms);
    CHECK_FALSE(notice.take(1400ms, false, {&a, &b}));
    const auto said = notice.take(1500ms, false, {&a, &b});
    REQUIRE(said);
    CHECK(said->text == "2 files are missing: a.wav, b.wav");
    CHECK(said->kind == Notice::Kind::warning);
}

TEST_CASE("nothing is said twice, and the end of it is said")
{
    MissingNotice notice;
    const auto a = missingAsset(1, "a.wav");
    notice.assetChanged(0s);
    REQUIRE(notice.take(1s, false, {&a}));
    notice.assetChanged(1s);
    CHECK_FALSE(notice.take(2s, false, {&a}));
    notice.assetChanged(2s);
    CHECK(notice.take(3s, false, {})->text == "All files are there again");
    notice.assetChanged(3s);
    CHECK_FALSE(notice.take(4s, false, {}));
}

TEST_CASE("a session without missing files says nothing, and another session starts afresh")
{
    MissingNotice notice;
    const auto a = missingAsset(1, "a.wav");
    notice.assetChanged(0s);
    CHECK_FALSE(notice.take(1s, false, {}));
    notice.assetChanged(1s);
    REQUIRE(notice.take(2s, false, {&a}));
    notice.reset();
    notice.assetChanged(3s);
    CHECK_FALSE(notice.take(4s, false, {}));
}

TEST_CASE("while files are still being looked for the sentence waits, but not for ever")
{
    MissingNotice notice;
    const auto a = missingAsset(1, "a.wav");
    notice.assetChanged(1s);
    notice.assetChanged(2s);
    CHECK(notice.due(true) == 3s);
    CHECK_FALSE(notice.take(2900ms, true, {&a}));
    CHECK(notice.take(3s, true, {&a}));
    CHECK(notice.due(true) == Instant::max());
}
