#pragma once

#include "Core/Clock.h"
#include "Messages/PulseToAura.h"

#include <optional>
#include <vector>

namespace loophole
{

/**
    Collects what is missing into one quiet sentence: it waits until no more files have turned out to be missing for a
    moment, and says nothing twice. Owned by Pulse, used on its thread.
*/
class MissingNotice
{
public:
    /** The files of a session are opened in some hundreds a second; a pause of this length means that most are known.
     */
    static constexpr Instant settling = std::chrono::milliseconds(300);

    /** A drive that does not answer leaves files pending; what is known by then is told after this. */
    static constexpr Instant patience = std::chrono::seconds(2);

    /** The status of an asset of the session changed. */
    void assetChanged(Instant now)
    {
        firstChange = firstChange.value_or(now);
        lastChange = now;
    }

    /** Another session: what was said is no longer of interest. */
    void reset() { *this = MissingNotice(); }

    /** When the sentence is due; Instant::max() for never. `isAnyPending`: some files have not been looked at yet. */
    [[nodiscard]] Instant due(bool isAnyPending) const;

    /** The sentence, once it is due and new. */
    [[nodiscard]] std::optional<Notice> take(Instant now, bool isAnyPending,
                                             const std::vector<const AudioAsset*>& missing);

private:
    std::optional<Instant> firstChange; ///< since the last sentence
    Instant lastChange{};
    std::vector<AssetId> said;
};

/** "3 files are missing: kick.wav, snare.wav, hat.wav"; beyond five names, how many more. */
[[nodiscard]] std::string missingText(const std::vector<const AudioAsset*>& missing);

} // namespace loophole
