#include "Signal/Stream/ProxyChoice.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;

namespace
{

SourceQuestion withProxy()
{
    SourceQuestion question;
    question.hasProxy = true;
    return question;
}

} // namespace

TEST_CASE("originals are heard unless something speaks against it")
{
    CHECK(chooseSource({}) == SourceChoice{BlockSource::original, SourceReason::ordinary});
    CHECK(chooseSource(withProxy()) == SourceChoice{BlockSource::original, SourceReason::ordinary});
}

TEST_CASE("of an original that is away the kind of asset decides between proxy and silence")
{
    const auto away = GENERATE(OfflineStatus::missing, OfflineStatus::cloud);
    const auto [type, source] = GENERATE(table<AssetType, BlockSource>({
        {AssetType::sample, BlockSource::proxy},
        {AssetType::stem, BlockSource::proxy},
        {AssetType::recording, BlockSource::proxy},
        {AssetType::render, BlockSource::proxy},
        {AssetType::proxy, BlockSource::silence},
        {AssetType::transient, BlockSource::silence},
    }));
    auto question = withProxy();
    question.original = away;
    question.type = type;
    CHECK(chooseSource(question) == SourceChoice{source, SourceReason::unavailable});
    question.hasProxy = false;
    CHECK(chooseSource(question).source == BlockSource::silence);
}

TEST_CASE("an original that is being looked for is waited for, but not for long")
{
    auto question = withProxy();
    question.original = OfflineStatus::pending;
    CHECK(chooseSource(question).source == BlockSource::silence);
    question.isLate = true;
    CHECK(chooseSource(question) == SourceChoice{BlockSource::proxy, SourceReason::unavailable});
}

TEST_CASE("the wish for an asset goes before that for the session")
{
    using enum PlaybackResolution;
    using Wish = std::optional<PlaybackResolution>;
    const auto [session, wish, source] = GENERATE(table<PlaybackResolution, Wish, BlockSource>({
        {full, std::nullopt, BlockSource::original},
        {draft, std::nullopt, BlockSource::proxy},
        {automatic, std::nullopt, BlockSource::original},
        {full, draft, BlockSource::proxy},
        {draft, full, BlockSource::original},
        {draft, automatic, BlockSource::original},
        {automatic, draft, BlockSource::proxy},
    }));
    auto question = withProxy();
    question.resolution = session;
    question.wish = wish;
    CHECK(chooseSource(question).source == source);
    question.hasProxy = false;
    CHECK(chooseSource(question).source == BlockSource::original);
}

TEST_CASE("an original that is late gives way to its proxy, except where nobody listens")
{
    auto question = withProxy();
    question.isLate = true;
    question.resolution = GENERATE(PlaybackResolution::full, PlaybackResolution::automatic);
    CHECK(chooseSource(question) == SourceChoice{BlockSource::proxy, SourceReason::late});
    question.canWait = true;
    CHECK(chooseSource(question) == SourceChoice{BlockSource::original, SourceReason::ordinary});
}

TEST_CASE("load counts in automatic resolution alone, and ends well below where it began")
{
    using enum PlaybackResolution;
    struct Row
    {
        PlaybackResolution resolution;
        double needed;
        double delivered;
        bool readsProxy;
        BlockSource source;
    };
    const auto row = GENERATE(
        Row{automatic, 79, 100, false, BlockSource::original}, Row{automatic, 81, 100, false, BlockSource::proxy},
        Row{automatic, 61, 100, true, BlockSource::proxy}, Row{automatic, 59, 100, true, BlockSource::original},
        Row{automatic, 500, 0, false, BlockSource::original}, Row{full, 500, 100, false, BlockSource::original});
    auto question = withProxy();
    question.resolution = row.resolution;
    question.neededBytesPerSecond = row.needed;
    question.deliveredBytesPerSecond = row.delivered;
    question.readsProxy = row.readsProxy;
    CHECK(chooseSource(question).source == row.source);
}
