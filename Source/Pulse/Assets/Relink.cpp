#include "Pulse/Assets/Relink.h"

#include "Pulse/Assets/FolderSearch.h"
#include "Pulse/Document/PathText.h"

#include <algorithm>
#include <cmath>

namespace loophole
{
namespace
{

namespace fs = std::filesystem;

/** How many names two paths share, counted from the end. */
std::size_t commonSuffix(const fs::path& a, const fs::path& b)
{
    std::size_t count = 0;
    auto [i, j] = std::pair(a.end(), b.end());
    while (i != a.begin() && j != b.begin() && *std::prev(i) == *std::prev(j))
    {
        --i, --j;
        ++count;
    }
    return count;
}

/** The first frame behind everything that clips state to play of an asset; 0 where none states a length. */
std::int64_t neededLength(const Session& session, AssetId asset, SampleRate assetRate)
{
    std::int64_t needed = 0;
    for (const auto& track : session.tracks)
    {
        for (const auto& clip : track->clips)
        {
            if (clip.asset != asset || clip.loop)
                continue;
            const auto ratio = static_cast<double>(assetRate.hz()) / session.sampleRate.hz();
            const auto played = clip.length ? static_cast<double>(clip.length->value()) * clip.playRate * ratio : 1.0;
            // The last frame may be rounded up when a clip is cut, so one more than needed is no fault.
            needed = std::max(needed, static_cast<std::int64_t>(std::floor(clip.offset + played - 1.0)));
        }
    }
    return needed;
}

/** Why a candidate cannot be the lost file; empty if it can. */
std::string refusal(const Session& session, AssetId asset, const AudioAsset& found)
{
    if (found.offlineStatus != OfflineStatus::present)
        return "the file of that name cannot be read: " + found.cause;
    if (found.facts.length.value() < neededLength(session, asset, found.facts.sampleRate))
        return "the file of that name is shorter than its clips";
    return {};
}

/** Those of the candidates that share the most names with the lost path. */
std::vector<fs::path> bestOf(const std::vector<fs::path>& candidates, const fs::path& lost, std::size_t& shared)
{
    std::vector<fs::path> best;
    shared = 0;
    for (const auto& candidate : candidates)
    {
        const auto count = commonSuffix(candidate, lost);
        if (count > shared)
            best.clear();
        if (count >= shared)
            best.push_back(candidate);
        shared = std::max(shared, count);
    }
    return best;
}

void relinkOne(SessionFile& file, const AssetCheck& lost, const std::vector<fs::path>& candidates,
               const ProbeMedia& probe, RelinkReport& report)
{
    std::size_t shared = 0;
    const auto best = bestOf(candidates, lost.resolved, shared);
    if (best.empty())
    {
        report.notFound.push_back(lost.path);
        return;
    }
    if (best.size() > 1)
    {
        report.doubtful.push_back({lost.asset, lost.path, best, "several files could be it"});
        return;
    }
    if (auto why = refusal(file.session(), lost.asset, probe(best.front())); !why.empty())
    {
        report.doubtful.push_back({lost.asset, lost.path, best, std::move(why)});
        return;
    }
    file.relink(lost.asset, best.front());
    report.relinked.push_back(
        {lost.asset, lost.path, best.front(), shared > 1 ? RelinkTier::pathSuffix : RelinkTier::name});
}

} // namespace

RelinkReport relinkMissing(SessionFile& file, const std::vector<fs::path>& folders, const ProbeMedia& probe)
{
    std::vector<AssetCheck> lost;
    std::set<std::string> names;
    for (auto& check : file.check(probe))
    {
        if (check.status == OfflineStatus::present)
            continue;
        names.insert(check.resolved.filename().native());
        lost.push_back(std::move(check));
    }
    RelinkReport report;
    if (lost.empty())
        return report;
    auto findings = searchFolders(folders, names);
    report.unreadable = std::move(findings.unreadable);
    for (const auto& check : lost)
        relinkOne(file, check, findings.byName[check.resolved.filename().native()], probe, report);
    return report;
}

} // namespace loophole
