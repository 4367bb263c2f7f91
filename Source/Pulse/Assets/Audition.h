#pragma once

#include "Messages/AuraToPulse.h"
#include "Messages/PulseToAura.h"
#include "Messages/PulseToSignal.h"
#include "Pulse/Assets/MediaLookup.h"

#include <optional>

namespace loophole
{

/**
    The one file that is being auditioned: it starts as soon as the file is open and its length known. Owned by Pulse,
    used on its thread.
*/
class Audition
{
public:
    void start(AuditionFile command, AssetId asset)
    {
        waiting = std::move(command);
        current = asset;
        hasTold = false;
    }
    void stop()
    {
        waiting.reset();
        current = AssetId();
    }

    /** Asset that sounds or is going to; invalid for none. */
    [[nodiscard]] AssetId asset() const { return current; }

    /** The message that starts it, once its file is open. */
    [[nodiscard]] std::optional<StartStream> takeStart(const MediaLookup&);

    /** Why it does not sound, said once. */
    [[nodiscard]] std::optional<Notice> takeRefusal(const MediaLookup&);

private:
    std::optional<AuditionFile> waiting;
    AssetId current;
    bool hasTold = false;
};

} // namespace loophole
