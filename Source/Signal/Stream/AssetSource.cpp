#include "Signal/Stream/AssetSource.h"

#include "Model/ClipTimeline.h"

namespace loophole::signal
{

PhaseTable& AssetSource::tableFor(SampleRate gridRate, double phase)
{
    const GridMapping mapping(facts.sampleRate, gridRate, phase);
    auto& table = tables[mapping];
    if (table == nullptr)
    {
        const auto length = gridLength(facts.length, facts.sampleRate, gridRate, mapping.phase());
        table = std::make_unique<PhaseTable>(*this, mapping, length, facts.channels);
    }
    return *table;
}

} // namespace loophole::signal
