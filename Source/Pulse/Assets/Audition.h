#pragma once

#include "Messages/AuraToPulse.h"
#include "Messages/PulseToAura.h"
#include "Messages/PulseToSignal.h"
#include "Pulse/Assets/MediaLookup.h"

#include <array>
#include <optional>
#include <vector>

namespace loophole
{

/**
    The files that are being auditioned, one a deck: each starts as soon as it is open and its length known, two that
    are to start in sync once both are, or one of them is missing. Owned by Pulse, used on its thread.
*/
class Audition
{
public:
    void start(AuditionFile command, AssetId asset);
    /** The deck has this asset under the pointer instead of what it was to play. */
    void scrub(const ScrubStream&);
    void stop(std::optional<Deck>);

    /** Of a file that is still to start. */
    void setGain(const SetStreamGain&);
    void setRegion(const SetStreamRegion&);
    void setStretch(const SetStreamStretch&);

    /** Assets that sound or are going to. */
    [[nodiscard]] std::vector<AssetId> assets() const;

    /** The messages that start what is open, the one that follows the other deck first. */
    [[nodiscard]] std::vector<PulseToSignal> takeStarts(const MediaLookup&);

    /** Why a file does not sound, said once. */
    [[nodiscard]] std::optional<Notice> takeRefusal(const MediaLookup&);

private:
    struct Playing
    {
        std::optional<AuditionFile> waiting;
        AssetId asset; ///< invalid for none
        bool hasTold = false;
    };

    [[nodiscard]] Playing& on(Deck deck) { return decks[indexOf(deck)]; }
    [[nodiscard]] const Playing& on(Deck deck) const { return decks[indexOf(deck)]; }
    [[nodiscard]] bool mayStart(Deck, const MediaLookup&) const;

    std::array<Playing, deckCount> decks;
};

} // namespace loophole
