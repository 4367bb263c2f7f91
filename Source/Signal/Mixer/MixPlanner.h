#pragma once

#include "Concurrency/ThreadTokens.h"
#include "Model/AudioAsset.h"
#include "Model/Session.h"
#include "Signal/Mixer/MixPlan.h"
#include "Signal/Mixer/PlaybackState.h"

#include <memory>
#include <unordered_map>
#include <vector>

namespace loophole::signal
{

/** What is known of the assets while a plan is made. StreamEngine answers so in the program. */
class AssetLookup
{
public:
    virtual ~AssetLookup() = default;
    /** Null while the asset is not present. */
    [[nodiscard]] virtual const MediaFacts* facts(SignalThread&, AssetId) const = 0;
    /** Resident blocks on the session's grid at a phase. Null while the asset is not present. */
    [[nodiscard]] virtual std::shared_ptr<const BlockTable> table(SignalThread&, AssetId, double phase) = 0;
    /** While it stays the same, so do all answers above. 0: they may change at any time. */
    [[nodiscard]] virtual std::uint64_t version(SignalThread&) const { return 0; }
};

/**
    Turns sessions into plans on Signal's control thread. What comes out depends on the session and the assets alone;
    the planner remembers the clip lists it made last, so that an edit costs as much as the tracks it touched.
*/
class MixPlanner
{
public:
    explicit MixPlanner(PlaybackState& state) : state(state) {}

    [[nodiscard]] std::unique_ptr<const MixPlan> plan(SignalThread&, const Session&, AssetLookup&);

private:
    /** Everything a clip list was made from. */
    struct KnownList
    {
        SharedList<Clip> clips;
        SampleRate rate;
        struct Source
        {
            AssetId asset;
            double phase = 0;
            std::shared_ptr<const BlockTable> table;
            SampleRate assetRate;
            FrameCount length;
        };
        std::vector<Source> sources;
        std::uint64_t version = 0; ///< of the assets when `sources` were seen last
        std::shared_ptr<const ClipList> list;
    };

    std::shared_ptr<const ClipList> clipsOf(SignalThread&, const Track&, SampleRate, AssetLookup&);
    [[nodiscard]] static bool isUpToDate(SignalThread&, KnownList&, const Track&, SampleRate, AssetLookup&);
    [[nodiscard]] KnownList makeList(SignalThread&, const Track&, SampleRate, AssetLookup&);

    PlaybackState& state;
    std::unordered_map<TrackId, KnownList> known;
    std::uint32_t revision = 0;
};

} // namespace loophole::signal
