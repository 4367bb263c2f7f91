#include "Pulse/Editing/NewSession.h"

#include <unordered_map>
#include <utility>
#include <vector>

namespace loophole
{

namespace
{

Bus masterBus(IdSource& ids)
{
    Bus master;
    master.id = ids.next<BusId>();
    master.name = "Master";
    return master;
}

template <class Element, class Renew>
SharedList<Element> renewed(const SharedList<Element>& list, Renew renew)
{
    std::vector<Element> elements;
    elements.reserve(list.size());
    for (auto element : list)
        if (renew(element))
            elements.push_back(std::move(element));
    return SharedList<Element>(std::move(elements));
}

} // namespace

Session newSession(IdSource& ids, SampleRate rate)
{
    Session session;
    session.sampleRate = rate;
    session.buses = SharedList<Bus>({masterBus(ids)});
    return session;
}

Session withFreshIds(const Session& from, IdSource& ids)
{
    std::unordered_map<AssetId, AssetId> assets;
    for (const auto& asset : from.assets)
        ids.avoid(asset.documentId);
    for (const auto& track : from.tracks)
    {
        ids.avoid(track->documentId);
        for (const auto& clip : track->clips)
            ids.avoid(clip.documentId);
    }
    auto session = from;
    session.assets = renewed(from.assets,
                             [&](SessionAsset& asset)
                             {
                                 const auto id = ids.next<AssetId>();
                                 assets.emplace(asset.id, id);
                                 asset.id = id;
                                 return true;
                             });
    const auto renewClip = [&](Clip& clip)
    {
        const auto asset = assets.find(clip.asset);
        clip.id = ids.next<ClipId>();
        clip.asset = asset == assets.end() ? AssetId() : asset->second;
        return clip.asset.isValid();
    };
    session.tracks = renewed(from.tracks,
                             [&](std::shared_ptr<const Track>& shared)
                             {
                                 auto track = *shared;
                                 track.id = ids.next<TrackId>();
                                 track.clips = renewed(track.clips, renewClip);
                                 shared = std::make_shared<const Track>(std::move(track));
                                 return true;
                             });
    const auto renewId = [&](auto& element)
    {
        element.id = ids.next<decltype(element.id)>();
        return true;
    };
    session.buses = renewed(from.buses, renewId);
    session.markers = renewed(from.markers, renewId);
    if (findBus(session, "Master") == nullptr)
        session.buses = session.buses.withInserted(0, masterBus(ids));
    return session;
}

} // namespace loophole
