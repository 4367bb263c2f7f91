#include "Pulse/Document/PortablePaths.h"

#include "Pulse/Document/PathText.h"

namespace loophole
{

Session withPortablePaths(const Session& session, const MediaLookup& media, const std::filesystem::path& folder)
{
    std::vector<SessionAsset> assets;
    for (auto asset : session.assets)
    {
        const auto* known = media.find(asset.id);
        const auto isRightAlready =
            known == nullptr || (asset.path.is_relative() && resolvedAgainst(folder, asset.path) == known->path);
        if (!isRightAlready)
            asset.path = relativeWherePossible(folder, known->path);
        assets.push_back(std::move(asset));
    }
    auto portable = session;
    portable.assets = SharedList<SessionAsset>(std::move(assets));
    return portable;
}

} // namespace loophole
