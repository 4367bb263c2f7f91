#include "Pulse/Editing/MediaEdits.h"

#include <unordered_map>

namespace loophole
{

Session withMediaAt(const Session& session, const std::vector<RelinkMedia::Pair>& pairs, bool isSameContent)
{
    std::unordered_map<AssetId, const std::filesystem::path*> files;
    for (const auto& pair : pairs)
        files.emplace(pair.asset, &pair.file);
    auto edited = session;
    std::size_t place = 0;
    for (const auto& asset : session.assets)
    {
        if (const auto file = files.find(asset.id); file != files.end())
        {
            auto changed = asset;
            changed.path = *file->second;
            if (!isSameContent)
                changed.record = {};
            edited.assets = edited.assets.with(place, std::move(changed));
        }
        ++place;
    }
    return edited;
}

} // namespace loophole
