#include "Pulse/Document/PortablePaths.h"

#include "Pulse/Document/PathText.h"

#include <utility>

namespace loophole
{
namespace
{

using Chunk = SharedList<SessionAsset>::SharedChunk;

/** None where the path is right already. */
std::optional<std::filesystem::path> portablePath(const SessionAsset& asset, const MediaLookup& media,
                                                  const std::filesystem::path& folder)
{
    const auto* known = media.find(asset.id);
    if (known == nullptr || (asset.path.is_relative() && resolvedAgainst(folder, asset.path) == known->path))
        return std::nullopt;
    return relativeWherePossible(folder, known->path);
}

Chunk portableChunk(const Chunk& chunk, const MediaLookup& media, const std::filesystem::path& folder)
{
    std::optional<std::vector<SessionAsset>> changed;
    for (std::size_t i = 0; i < chunk->size(); ++i)
        if (auto path = portablePath((*chunk)[i], media, folder))
        {
            if (!changed)
                changed = *chunk;
            (*changed)[i].path = *std::move(path);
        }
    return changed ? std::make_shared<const std::vector<SessionAsset>>(*std::move(changed)) : chunk;
}

} // namespace

SharedList<SessionAsset> PortablePaths::of(const SharedList<SessionAsset>& assets, const MediaLookup& media,
                                           const std::filesystem::path& folder)
{
    auto former = std::exchange(known, {});
    if (std::exchange(knownFolder, folder) != folder)
        former.clear();
    std::vector<Chunk> portable;
    auto isSame = true;
    for (std::size_t i = 0; i < assets.chunkCount(); ++i)
    {
        const auto& chunk = assets.chunk(i);
        const auto found = former.find(chunk.get());
        portable.push_back(found != former.end() ? found->second.portable : portableChunk(chunk, media, folder));
        known.emplace(chunk.get(), Made{chunk, portable.back()});
        isSame = isSame && portable.back() == chunk;
    }
    return isSame ? assets : SharedList<SessionAsset>::ofChunks(std::move(portable));
}

} // namespace loophole
