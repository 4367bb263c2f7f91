#include "Pulse/Assets/MissingNotice.h"

#include "Pulse/Document/PathText.h"

#include <algorithm>

namespace loophole
{

Instant MissingNotice::due(bool isAnyPending) const
{
    if (!firstChange)
        return Instant::max();
    return isAnyPending ? *firstChange + patience : lastChange + settling;
}

std::optional<Notice> MissingNotice::take(Instant now, bool isAnyPending, const std::vector<const AudioAsset*>& missing)
{
    if (now < due(isAnyPending))
        return std::nullopt;
    firstChange.reset();
    std::vector<AssetId> current;
    for (const auto* asset : missing)
        current.push_back(asset->assetId);
    if (current == said)
        return std::nullopt;
    said = std::move(current);
    if (missing.empty())
        return Notice{Notice::Kind::information, "All files are there again"};
    return Notice{Notice::Kind::warning, missingText(missing)};
}

std::string missingText(const std::vector<const AudioAsset*>& missing)
{
    constexpr std::size_t mostNames = 5;
    auto text = std::to_string(missing.size()) + (missing.size() == 1 ? " file is missing: " : " files are missing: ");
    for (std::size_t i = 0; i < std::min(missing.size(), mostNames); ++i)
        text += (i == 0 ? "" : ", ") + displayName(missing[i]->path);
    if (missing.size() > mostNames)
        text += " and " + std::to_string(missing.size() - mostNames) + " more";
    return text;
}

} // namespace loophole
