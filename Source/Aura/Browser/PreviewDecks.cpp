#include "Aura/Browser/PreviewDecks.h"

#include "Aura/Browser/FileRow.h"
#include "Aura/Browser/PreviewTempo.h"

#include <algorithm>
#include <cmath>

namespace loophole::aura
{
namespace
{

/** A turn of the match that nobody could hear. */
constexpr double leastMatchStepDb = 0.05;

} // namespace

PreviewDecks::PreviewDecks(AuraModel& auraModel, Preferences& remembered)
    : model(auraModel), preferences(remembered), chosen(PreviewSettings::recalled(remembered))
{
}

void PreviewDecks::change(const PreviewSettings& settings)
{
    const auto before = std::exchange(chosen, settings);
    chosen.remember(preferences);
    if (before.playsAtOnce && !chosen.playsAtOnce)
        stop();
    if (before.loops != chosen.loops)
        setRegion(region());
    for (const auto deck : {Deck::a, Deck::b})
        if (before.matches != chosen.matches || before.volumeDb[indexOf(deck)] != chosen.volumeDb[indexOf(deck)])
            sendGain(deck);
}

const AudioAsset* PreviewDecks::asset(Deck deck) const
{
    return on(deck).file.empty() ? nullptr : model.assetAt(on(deck).file);
}

void PreviewDecks::choose(const std::filesystem::path& file, double tempo)
{
    if (isPlaying() && !chosen.playsAtOnce)
        stop();
    on(shownDeck) = {};
    on(shownDeck).file = file;
    on(shownDeck).tempo = tempo;
    model.browse(file);
}

void PreviewDecks::learnTempo(const std::filesystem::path& file, double tempo)
{
    for (auto& held : decks)
        if (held.file == file)
            held.tempo = tempo;
}

void PreviewDecks::clear()
{
    if (isPlaying())
        stop();
    on(shownDeck) = {};
}

void PreviewDecks::putIntoOther()
{
    if (file().empty())
        return;
    const auto other = otherThan(shownDeck);
    on(other) = {};
    on(other).file = file();
    on(other).tempo = on(shownDeck).tempo;
    hearShown();
    if (isPlaying())
        send(other, position().value_or(FramePosition(0)), true);
}

void PreviewDecks::show(Deck deck)
{
    if (deck == shownDeck)
        return;
    const bool wasPlaying = isPlaying();
    shownDeck = deck;
    if (file().empty())
        return stop();
    hearShown();
    if (wasPlaying && !isPlaying())
        send(deck, FramePosition(0), true);
}

void PreviewDecks::play()
{
    const auto own = region();
    auto from = own.start;
    const auto* known = asset();
    if (own.isEmpty() && chosen.skipsSilence && !chosen.waitsForBar && known != nullptr)
        if (const auto peaks = model.peaks(known->assetId))
            from = firstSoundOf(*peaks);
    playFrom(from);
}

void PreviewDecks::playFrom(FramePosition from)
{
    if (file().empty())
        return;
    hearShown();
    send(shownDeck, from, false);
    if (holdsBoth())
        send(otherThan(shownDeck), inOther(from), true);
}

void PreviewDecks::stop()
{
    model.send(StopStream{});
}

void PreviewDecks::setRegion(FrameRange wanted)
{
    on(shownDeck).region = wanted;
    if (!isPlaying())
        return;
    // Two that play together go to the region's start on one frame.
    const auto here = position().value_or(FramePosition(0));
    if (holdsBoth() && !wanted.isEmpty() && !wanted.contains(here))
        return playFrom(wanted.start);
    model.send(SetStreamRegion{shownDeck, regionOf(shownDeck), chosen.loops});
    if (holdsBoth())
        model.send(SetStreamRegion{otherThan(shownDeck), regionOf(otherThan(shownDeck)), chosen.loops});
}

void PreviewDecks::scrubTo(FramePosition target)
{
    if (const auto* known = asset())
        model.send(ScrubStream{known->assetId, target, shownDeck, chosen.volumeDb[indexOf(shownDeck)],
                               appliedMatchDb(shownDeck)});
}

void PreviewDecks::endScrub(bool goesOn)
{
    const auto other = otherThan(shownDeck);
    model.send(EndStreamScrub{shownDeck, goesOn});
    // A tape has no stretch of its own to go on with.
    if (goesOn && !stretch(shownDeck).isNeutral())
        sendStretch(shownDeck);
    if (!goesOn)
        model.send(StopStream{other});
    else if (holdsBoth())
        send(other, FramePosition(0), true);
}

const DeckState* PreviewDecks::state(Deck deck) const
{
    const auto* known = asset(deck);
    const auto& reported = model.reportedTransport().deck(deck);
    return known != nullptr && reported.asset == known->assetId ? &reported : nullptr;
}

bool PreviewDecks::isPlaying() const
{
    const auto* now = state(shownDeck);
    return now != nullptr && now->motion != DeckState::Motion::stopped;
}

bool PreviewDecks::isWaitingForBar() const
{
    const auto* now = state(shownDeck);
    return now != nullptr && now->motion == DeckState::Motion::due;
}

std::optional<FramePosition> PreviewDecks::position() const
{
    return isPlaying() ? std::optional(state(shownDeck)->frame) : std::nullopt;
}

std::optional<double> PreviewDecks::matchDb(Deck deck) const
{
    if (!chosen.matches)
        return 0;
    const auto* known = asset(deck);
    const auto peaks = known != nullptr ? model.peaks(known->assetId) : nullptr;
    if (peaks == nullptr || model.peaksProgress(known->assetId))
        return std::nullopt;
    const auto& held = on(deck);
    if (held.measured != peaks)
    {
        held.measured = peaks;
        held.loudness = loudnessOf(*peaks);
    }
    return held.loudness ? matchGainDb(*held.loudness) : 0;
}

void PreviewDecks::frame()
{
    for (const auto deck : {Deck::a, Deck::b})
        if (state(deck) != nullptr && std::abs(appliedMatchDb(deck) - on(deck).sentMatchDb) > leastMatchStepDb)
            sendGain(deck);
    for (const auto deck : {Deck::a, Deck::b})
        if (state(deck) != nullptr && stretch(deck) != on(deck).sentStretch)
            sendStretch(deck);
}

double PreviewDecks::tempo(Deck deck) const
{
    if (on(deck).tempo > 0)
        return on(deck).tempo;
    const auto* known = asset(deck);
    return known != nullptr ? tempoOf(known->facts) : 0;
}

StreamStretch PreviewDecks::stretch(Deck deck) const
{
    return {chosen.followsTempo ? tempoRatioTo(model.session().tempo.bpm, tempo(deck)) : 1.0, chosen.semitones};
}

/** As much of both files is heard up to these frames. */
FramePosition PreviewDecks::inOther(FramePosition frame) const
{
    const auto* own = asset(shownDeck);
    const auto* other = asset(otherThan(shownDeck));
    if (own == nullptr || other == nullptr || !own->facts.sampleRate.isKnown() || !other->facts.sampleRate.isKnown())
        return frame;
    const auto seconds = static_cast<double>(frame.value()) / own->facts.sampleRate.hz();
    const auto heard = seconds / stretch(shownDeck).tempoRatio;
    return FramePosition(std::llround(heard * stretch(otherThan(shownDeck)).tempoRatio * other->facts.sampleRate.hz()));
}

/** Both decks repeat the same time of their files, or they would part at the first wrap. */
FrameRange PreviewDecks::regionOf(Deck deck) const
{
    auto shownRegion = region();
    if (deck == shownDeck)
        return shownRegion;
    const auto* own = asset(shownDeck);
    if (shownRegion.isEmpty() && chosen.loops && own != nullptr)
        shownRegion = {FramePosition(0), own->facts.length};
    return FrameRange::between(inOther(shownRegion.start), inOther(shownRegion.end()));
}

void PreviewDecks::hearShown()
{
    const bool both = !holdsBoth();
    model.send(HearDecks{both || shownDeck == Deck::a, both || shownDeck == Deck::b});
}

void PreviewDecks::send(Deck deck, FramePosition from, bool inSync)
{
    AuditionFile command;
    command.path = on(deck).file;
    command.loop = chosen.loops;
    command.gainDb = chosen.volumeDb[indexOf(deck)];
    command.matchDb = on(deck).sentMatchDb = appliedMatchDb(deck);
    command.deck = deck;
    command.region = regionOf(deck);
    command.line = chosen.waitsForBar ? StartLine::bar : StartLine::none;
    command.inSync = inSync;
    command.from = from;
    command.stretch = on(deck).sentStretch = stretch(deck);
    model.send(std::move(command));
}

void PreviewDecks::sendGain(Deck deck)
{
    on(deck).sentMatchDb = appliedMatchDb(deck);
    model.send(SetStreamGain{chosen.volumeDb[indexOf(deck)], deck, on(deck).sentMatchDb});
}

void PreviewDecks::sendStretch(Deck deck)
{
    on(deck).sentStretch = stretch(deck);
    model.send(SetStreamStretch{deck, on(deck).sentStretch});
}

} // namespace loophole::aura
