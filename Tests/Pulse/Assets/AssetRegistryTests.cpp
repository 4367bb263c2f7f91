#include "Pulse/Assets/AssetRegistry.h"

#include "Support/ContentByHand.h"

#include <catch2/catch.hpp>

using namespace loophole;

namespace
{

Session sessionWith(const std::vector<std::pair<std::uint32_t, std::string>>& assets)
{
    Session session;
    for (const auto& [id, path] : assets)
        session.assets = session.assets.withAppended(SessionAsset{AssetId{id}, {}, path, nullptr});
    return session;
}

AssetStatusChanged found(AssetId asset, std::int64_t frames)
{
    AssetStatusChanged fact;
    fact.asset = asset;
    fact.now = OfflineStatus::present;
    fact.facts.length = FrameCount(frames);
    return fact;
}

AssetStatusChanged lost(AssetId asset)
{
    AssetStatusChanged fact;
    fact.asset = asset;
    fact.now = OfflineStatus::missing;
    fact.cause = "No such file or directory";
    return fact;
}

template <class Message>
std::vector<Message> only(const std::vector<PulseToSignal>& messages)
{
    std::vector<Message> found;
    for (const auto& message : messages)
        if (const auto* content = std::get_if<Message>(&message))
            found.push_back(*content);
    return found;
}

/** Ids as sessions hand them out, above those that the tests choose. */
IdSource idsFrom100()
{
    IdSource ids;
    for (int i = 0; i < 100; ++i)
        static_cast<void>(ids.next<AssetId>());
    return ids;
}

} // namespace

TEST_CASE("the media of a session are registered where its document's folder says, each once")
{
    auto ids = idsFrom100();
    AssetRegistry registry(ids);
    const auto session = sessionWith({{1, "Audio/a.wav"}, {2, "/abs/b.wav"}});
    const auto opened = only<RegisterAsset>(registry.follow(session, "/song"));
    REQUIRE(opened.size() == 2);
    CHECK(opened[0].path == "/song/Audio/a.wav");
    CHECK(opened[1].path == "/abs/b.wav");
    CHECK(registry.isAnyPending());
    CHECK(registry.follow(session, "/song").empty());
}

TEST_CASE("what Signal finds out is kept, and a medium that vanishes keeps what was known of it")
{
    auto ids = idsFrom100();
    AssetRegistry registry(ids);
    static_cast<void>(registry.follow(sessionWith({{1, "a.wav"}}), "/song"));
    REQUIRE(registry.apply(found(AssetId{1}, 1000)) != nullptr);
    CHECK(registry.find(AssetId{1})->facts.length == FrameCount(1000));
    CHECK_FALSE(registry.isAnyPending());
    CHECK(registry.apply(found(AssetId{1}, 1000)) == nullptr);

    const auto* gone = registry.apply(lost(AssetId{1}));
    REQUIRE(gone != nullptr);
    CHECK(gone->offlineStatus == OfflineStatus::missing);
    CHECK(gone->cause == "No such file or directory");
    CHECK(gone->facts.length == FrameCount(1000));
    CHECK(registry.isAnyMissing());
    REQUIRE(registry.missing().size() == 1);

    REQUIRE(registry.apply(found(AssetId{1}, 2000)) != nullptr);
    CHECK(registry.find(AssetId{1})->cause.empty());
    CHECK_FALSE(registry.isAnyMissing());
}

TEST_CASE("facts about media that nobody knows are dropped")
{
    auto ids = idsFrom100();
    AssetRegistry registry(ids);
    CHECK(registry.apply(found(AssetId{9}, 1)) == nullptr);
    CHECK(registry.size() == 0);
}

TEST_CASE("missing media of the session are known, others are nobody's loss")
{
    auto ids = idsFrom100();
    AssetRegistry registry(ids);
    static_cast<void>(registry.follow(sessionWith({{1, "a.wav"}, {2, "b.wav"}}), "/song"));
    const auto browsed = registry.acquire("/browse/c.wav").asset;
    registry.apply(lost(AssetId{1}));
    registry.apply(found(AssetId{2}, 5));
    registry.apply(lost(browsed));
    const auto missing = registry.missing();
    REQUIRE(missing.size() == 1);
    CHECK(missing[0]->assetId == AssetId{1});
    CHECK(missing[0]->path == "/song/a.wav");
}

TEST_CASE("one file is one asset, browsed or in the session")
{
    auto ids = idsFrom100();
    AssetRegistry registry(ids);
    static_cast<void>(registry.follow(sessionWith({{1, "a.wav"}}), "/song"));
    CHECK(registry.acquire("/song/a.wav").asset == AssetId{1});
    CHECK(registry.acquire("/song/./x/../a.wav").asset == AssetId{1});
    const auto first = registry.acquire("/browse/b.wav");
    CHECK(only<RegisterAsset>(first.messages).at(0).type == AssetType::transient);
    const auto second = registry.acquire("/browse/b.wav");
    CHECK(second.asset == first.asset);
    CHECK(second.messages.empty());
}

TEST_CASE("asking for a missing file again has it looked for again")
{
    auto ids = idsFrom100();
    AssetRegistry registry(ids);
    const auto asset = registry.acquire("/b.wav").asset;
    registry.apply(lost(asset));
    CHECK(only<RegisterAsset>(registry.acquire("/b.wav").messages).size() == 1);
}

TEST_CASE("browsed media are forgotten when they have not been asked for the longest")
{
    auto ids = idsFrom100();
    AssetRegistry registry(ids);
    const auto kept = registry.acquire("/kept.wav").asset;
    registry.keep({kept});
    const auto oldest = registry.acquire("/0.wav").asset;
    const auto used = registry.acquire("/1.wav").asset;
    for (std::size_t i = 2; i + 1 < AssetRegistry::transientCapacity; ++i)
        CHECK(only<ForgetAsset>(registry.acquire("/" + std::to_string(i) + ".wav").messages).empty());
    static_cast<void>(registry.acquire("/1.wav"));
    const auto forgotten = only<ForgetAsset>(registry.acquire("/one-more.wav").messages);
    REQUIRE(forgotten.size() == 1);
    CHECK(forgotten[0].asset == oldest);
    CHECK(registry.find(used) != nullptr);
    CHECK(registry.find(kept) != nullptr);
    CHECK(registry.size() == AssetRegistry::transientCapacity);
}

TEST_CASE("an asset that an undone edit takes away comes back with its id")
{
    auto ids = idsFrom100();
    AssetRegistry registry(ids);
    const auto with = sessionWith({{1, "a.wav"}, {2, "b.wav"}});
    const auto without = sessionWith({{1, "a.wav"}});
    static_cast<void>(registry.follow(with, "/song"));
    registry.apply(found(AssetId{2}, 5));
    CHECK(registry.follow(without, "/song").empty());
    CHECK(registry.find(AssetId{2})->type == AssetType::transient);
    CHECK(registry.follow(with, "/song").empty());
    CHECK(registry.find(AssetId{2})->type == AssetType::sample);
    CHECK(registry.find(AssetId{2})->facts.length == FrameCount(5));
}

TEST_CASE("another session makes the media of the former one forgotten")
{
    auto ids = idsFrom100();
    AssetRegistry registry(ids);
    static_cast<void>(registry.follow(sessionWith({{1, "a.wav"}, {2, "b.wav"}}), "/song"));
    registry.apply(lost(AssetId{1}));
    const auto messages = registry.replace(sessionWith({{3, "c.wav"}}), "/other");
    const auto forgotten = only<ForgetAsset>(messages);
    REQUIRE(forgotten.size() == 2);
    CHECK(only<RegisterAsset>(messages).size() == 1);
    CHECK_FALSE(registry.isAnyMissing());
    CHECK(registry.isAnyPending());
    CHECK(registry.size() == 1);
    registry.apply(found(AssetId{3}, 1));
    CHECK_FALSE(registry.isAnyPending());
}

TEST_CASE("an asset that is given another file is looked for there, and in its former place when that is undone")
{
    auto ids = idsFrom100();
    AssetRegistry registry(ids);
    const auto before = sessionWith({{1, "a.wav"}, {2, "b.wav"}});
    static_cast<void>(registry.follow(before, "/song"));
    static_cast<void>(registry.apply(found(AssetId{1}, 10)));
    static_cast<void>(registry.apply(lost(AssetId{2})));
    const auto moved = only<RegisterAsset>(registry.follow(sessionWith({{1, "a.wav"}, {2, "/n/b.wav"}}), "/song"));
    REQUIRE(moved.size() == 1);
    CHECK(moved[0].asset == AssetId{2});
    CHECK(moved[0].path == "/n/b.wav");
    CHECK(registry.find(AssetId{2})->offlineStatus == OfflineStatus::pending);
    CHECK_FALSE(registry.isAnyMissing());
    CHECK(registry.findFile("/n/b.wav") == registry.find(AssetId{2}));
    CHECK(registry.findFile("/song/b.wav") == nullptr);

    // The session was saved elsewhere meanwhile; what was beside it then is still there.
    const auto back = only<RegisterAsset>(registry.follow(before, "/copy"));
    REQUIRE(back.size() == 1);
    CHECK(back[0].path == "/song/b.wav");
}

TEST_CASE("of a medium that is missing from the beginning the document tells how long it is")
{
    auto ids = idsFrom100();
    AssetRegistry registry(ids);
    auto session = sessionWith({});
    SessionAsset asset{AssetId{1}, {}, "a.wav", nullptr};
    asset.record.length = FrameCount(77);
    asset.record.sampleRate = SampleRate(44100);
    asset.record.content = testing::contentOf("a");
    session.assets = session.assets.withAppended(asset);
    static_cast<void>(registry.follow(session, "/song"));
    CHECK_FALSE(registry.find(AssetId{1})->facts.sampleRate.isKnown());
    static_cast<void>(registry.apply(lost(AssetId{1})));
    CHECK(registry.find(AssetId{1})->facts.length == FrameCount(77));
    CHECK(registry.find(AssetId{1})->content == testing::contentOf("a"));
}

TEST_CASE("contents are counted as they change, and half-known ones take no hash away")
{
    auto ids = idsFrom100();
    AssetRegistry registry(ids);
    static_cast<void>(registry.follow(sessionWith({{1, "a.wav"}}), "/song"));
    const auto revision = [&] { return registry.find(AssetId{1})->revision; };
    REQUIRE(registry.apply(AssetId{1}, testing::contentOf("abc")) != nullptr);
    CHECK(registry.apply(AssetId{1}, testing::contentOf("abc")) == nullptr);
    CHECK(revision() == 0);
    auto half = testing::contentOf("abd"); // looks the same until it is read
    half.hash.reset();
    CHECK(registry.apply(AssetId{1}, half) == nullptr);
    CHECK(registry.apply(AssetId{1}, testing::contentOf("abd")) != nullptr);
    CHECK(revision() == 1);
    auto other = testing::contentOf("zzzz");
    other.hash.reset();
    CHECK(registry.apply(AssetId{1}, other) != nullptr);
    CHECK(revision() == 2);
    CHECK(registry.apply(AssetId{1}, testing::contentOf("zzzz")) != nullptr);
    CHECK(revision() == 2);
    CHECK(registry.apply(AssetId{9}, testing::contentOf("a")) == nullptr);
}
