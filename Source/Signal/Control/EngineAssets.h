#pragma once

#include "Signal/Mixer/MixPlanner.h"
#include "Signal/Stream/StreamEngine.h"

namespace loophole::signal
{

/** The stream engine as the planner asks for it. */
class EngineAssets final : public AssetLookup
{
public:
    explicit EngineAssets(StreamEngine& streamEngine) : engine(streamEngine) {}

    [[nodiscard]] const MediaFacts* facts(SignalThread& thread, AssetId asset) const override
    {
        return engine.facts(thread, asset);
    }
    [[nodiscard]] std::shared_ptr<const BlockTable> table(SignalThread& thread, AssetId asset, double phase) override
    {
        return engine.table(thread, asset, phase);
    }

    [[nodiscard]] std::uint64_t version(SignalThread& thread) const override { return engine.mediaVersion(thread); }

private:
    StreamEngine& engine;
};

} // namespace loophole::signal
