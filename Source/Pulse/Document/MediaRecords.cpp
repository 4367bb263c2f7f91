#include "Pulse/Document/MediaRecords.h"

#include "Pulse/Document/MediaRecordText.h"

namespace loophole
{

MediaFacts factsOf(const MediaRecord& record)
{
    MediaFacts facts;
    facts.format = record.format;
    facts.sampleRate = record.sampleRate;
    facts.channels = record.channels;
    facts.bitDepth = record.bitDepth;
    facts.length = record.length;
    return facts;
}

MediaRecord recordOf(const MediaFacts& facts, const MediaContent& content)
{
    return {content, facts.format, facts.sampleRate, facts.channels, facts.bitDepth, facts.length};
}

SharedList<SessionAsset> withMediaRecords(const SharedList<SessionAsset>& assets, const MediaLookup& media)
{
    auto isChanged = false;
    std::vector<SessionAsset> known;
    known.reserve(assets.size());
    for (auto asset : assets)
    {
        const auto* medium = media.find(asset.id);
        // A medium of which only its name is known says nothing that the document does not know better.
        const auto isKnown = medium != nullptr && medium->content.bytes >= 0 && medium->facts.sampleRate.isKnown();
        if (auto record = isKnown ? recordOf(medium->facts, medium->content) : asset.record; record != asset.record)
        {
            isChanged = true;
            asset.unknown = withoutRecordMembers(asset.unknown, record);
            asset.record = std::move(record);
        }
        known.push_back(std::move(asset));
    }
    return isChanged ? SharedList<SessionAsset>(std::move(known)) : assets;
}

} // namespace loophole
