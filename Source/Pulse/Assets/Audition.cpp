#include "Pulse/Assets/Audition.h"

#include "Pulse/Document/PathText.h"

#include <algorithm>

namespace loophole
{
namespace
{

FramePosition startOf(const AuditionFile& command, FrameCount length)
{
    const auto fraction = command.fromFraction > 0 ? std::min(1.0, command.fromFraction) : 0.0;
    const auto wanted = command.from ? command.from->value()
                                     : static_cast<std::int64_t>(fraction * static_cast<double>(length.value()));
    return FramePosition(std::clamp<std::int64_t>(wanted, 0, std::max<std::int64_t>(0, length.value() - 1)));
}

StartStream startOf(const AuditionFile& command, const AudioAsset& asset)
{
    return {asset.assetId,    startOf(command, asset.facts.length),
            command.loop,     command.gainDb,
            command.deck,     command.region,
            command.line,     command.inSync,
            command.playRate, command.matchDb,
            command.stretch};
}

bool isIn(OfflineStatus status, const AudioAsset* asset)
{
    return asset != nullptr && asset->offlineStatus == status;
}

} // namespace

void Audition::start(AuditionFile command, AssetId asset)
{
    auto& playing = on(command.deck);
    playing = {std::move(command), asset, false};
}

void Audition::scrub(const ScrubStream& command)
{
    on(command.deck) = {std::nullopt, command.asset, false};
}

void Audition::stop(std::optional<Deck> deck)
{
    for (const auto each : {Deck::a, Deck::b})
        if (!deck || *deck == each)
            on(each) = {};
}

void Audition::setGain(const SetStreamGain& command)
{
    if (auto& waiting = on(command.deck).waiting)
    {
        waiting->gainDb = command.gainDb;
        waiting->matchDb = command.matchDb;
    }
}

void Audition::setRegion(const SetStreamRegion& command)
{
    if (auto& waiting = on(command.deck).waiting)
    {
        waiting->region = command.region;
        waiting->loop = command.loop;
    }
}

void Audition::setStretch(const SetStreamStretch& command)
{
    if (auto& waiting = on(command.deck).waiting)
        waiting->stretch = command.stretch;
}

std::vector<AssetId> Audition::assets() const
{
    std::vector<AssetId> sounding;
    for (const auto& each : decks)
        if (each.asset.isValid())
            sounding.push_back(each.asset);
    return sounding;
}

bool Audition::mayStart(Deck deck, const MediaLookup& media) const
{
    const auto& own = on(deck);
    const auto& other = on(otherThan(deck));
    if (!own.waiting || !isIn(OfflineStatus::present, media.find(own.asset)))
        return false;
    if (!other.waiting || !(own.waiting->inSync || other.waiting->inSync))
        return true;
    const auto* awaited = media.find(other.asset);
    return isIn(OfflineStatus::present, awaited) || isIn(OfflineStatus::missing, awaited);
}

std::vector<PulseToSignal> Audition::takeStarts(const MediaLookup& media)
{
    std::vector<Deck> starting;
    for (const auto deck : {Deck::a, Deck::b})
        if (mayStart(deck, media))
            starting.push_back(deck);
    std::ranges::stable_partition(starting, [this](Deck deck) { return on(deck).waiting->inSync; });
    std::vector<PulseToSignal> messages;
    for (const auto deck : starting)
    {
        auto& playing = on(deck);
        messages.push_back(startOf(*playing.waiting, *media.find(playing.asset)));
        playing.waiting.reset();
    }
    return messages;
}

std::optional<Notice> Audition::takeRefusal(const MediaLookup& media)
{
    for (auto& playing : decks)
    {
        const auto* asset = media.find(playing.asset);
        if (!playing.waiting || playing.hasTold || !isIn(OfflineStatus::missing, asset))
            continue;
        playing.hasTold = true;
        return Notice{Notice::Kind::warning, displayName(asset->path) + ": " + displayText(asset->cause)};
    }
    return std::nullopt;
}

} // namespace loophole
