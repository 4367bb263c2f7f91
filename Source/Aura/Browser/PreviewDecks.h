#pragma once

#include "Aura/Browser/FileLoudness.h"
#include "Aura/Browser/PreviewSettings.h"
#include "Aura/Shell/AuraModel.h"

#include <array>
#include <filesystem>
#include <memory>
#include <optional>

namespace loophole::aura
{

/**
    What the browser auditions: a file for each of two decks, the one that is shown and takes the next file, and how
    they are played. With a file on both they play together, each at the same time of its file, and only the shown one
    is heard. Sends the commands and remembers the settings; owned by the preview, used on the message thread.
*/
class PreviewDecks
{
public:
    PreviewDecks(AuraModel&, Preferences&);

    [[nodiscard]] const PreviewSettings& settings() const { return chosen; }
    void change(const PreviewSettings&);

    [[nodiscard]] Deck shown() const { return shownDeck; }
    [[nodiscard]] const std::filesystem::path& file() const { return on(shownDeck).file; }
    [[nodiscard]] const std::filesystem::path& file(Deck deck) const { return on(deck).file; }
    [[nodiscard]] const AudioAsset* asset(Deck) const;
    [[nodiscard]] const AudioAsset* asset() const { return asset(shownDeck); }
    /** Of the shown file, in its frames; empty: all of it. */
    [[nodiscard]] FrameRange region() const { return on(shownDeck).region; }
    [[nodiscard]] bool holdsBoth() const { return !decks[0].file.empty() && !decks[1].file.empty(); }

    /** The shown deck has this file from now on. What it played stops, unless the new file is to play at once. `tempo`:
        beats a minute, 0 for what its tags say. */
    void choose(const std::filesystem::path&, double tempo = 0);
    /** Of a file that a deck may have, as the user says by now. */
    void learnTempo(const std::filesystem::path&, double tempo);
    void clear();
    /** The other deck gets the shown file. */
    void putIntoOther();
    /** Shows, and lets be heard, a deck. */
    void show(Deck);

    /** From the region's start, the first sound or the first frame. */
    void play();
    void playFrom(FramePosition);
    void stop();
    /** Empty: all of the file. */
    void setRegion(FrameRange);

    void scrubTo(FramePosition);
    /** Goes on from where the pointer was, or stops. */
    void endScrub(bool goesOn);

    /** The shown file sounds, waits for its bar, or is under the pointer. */
    [[nodiscard]] bool isPlaying() const;
    [[nodiscard]] bool isWaitingForBar() const;
    /** Where in the shown file. */
    [[nodiscard]] std::optional<FramePosition> position() const;
    /** That matching gives a deck's file; 0 without it, none while its peaks are not known. */
    [[nodiscard]] std::optional<double> matchDb(Deck) const;

    /** Of a deck's file, in beats a minute; 0: not known. */
    [[nodiscard]] double tempo(Deck) const;
    [[nodiscard]] double tempo() const { return tempo(shownDeck); }
    /** What the settings and the session's tempo make of a deck's file. */
    [[nodiscard]] StreamStretch stretch(Deck) const;

    /** Once a frame: a file whose loudness has just been found gets its gain, and one whose tempo, or the session's, is
        another by now follows it. */
    void frame();

private:
    struct Held
    {
        std::filesystem::path file;
        FrameRange region;
        mutable std::shared_ptr<const PeakCache> measured; ///< what `loudness` is of
        mutable std::optional<FileLoudness> loudness;
        double sentMatchDb = 0;
        double tempo = 0; ///< that the list knows; 0: what the tags say
        StreamStretch sentStretch{};
    };

    [[nodiscard]] Held& on(Deck deck) { return decks[indexOf(deck)]; }
    [[nodiscard]] const Held& on(Deck deck) const { return decks[indexOf(deck)]; }
    [[nodiscard]] const DeckState* state(Deck) const;
    [[nodiscard]] double appliedMatchDb(Deck deck) const { return matchDb(deck).value_or(0); }
    /** The same time in the file of the other deck. */
    [[nodiscard]] FramePosition inOther(FramePosition) const;
    [[nodiscard]] FrameRange regionOf(Deck) const;
    void hearShown();
    void send(Deck, FramePosition from, bool inSync);
    void sendGain(Deck);
    void sendStretch(Deck);

    AuraModel& model;
    Preferences& preferences;
    PreviewSettings chosen;
    std::array<Held, deckCount> decks;
    Deck shownDeck = Deck::a;
};

} // namespace loophole::aura
