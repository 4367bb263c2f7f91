#include "Pulse/Assets/MediaMatch.h"

#include "Pulse/Document/MediaRecords.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <unordered_map>

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

std::string secondsText(double seconds)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.1f s", seconds);
    return text;
}

/** The first frame behind everything that clips are known to play of the medium. */
std::int64_t neededLength(const WantedMedium& wanted, SampleRate rate)
{
    constexpr double rounding = 1e-6; // of seconds into frames
    double needed = 0;
    for (const auto& stretch : wanted.stretches)
    {
        const auto played = stretch.seconds > 0 ? stretch.seconds * rate.hz() : 1.0;
        // The last frame may be rounded up when a clip is cut, so one more than needed is no fault.
        needed = std::max(needed, std::floor(stretch.offset + played - 1.0 + rounding));
    }
    return static_cast<std::int64_t>(needed);
}

bool isSameContent(const WantedMedium& wanted, const FoundFile& file)
{
    return wanted.record.content.hash && file.hash == wanted.record.content.hash;
}

/** Of copies of one content the one that lies most like the lost one; the shortest path among those. */
const FoundFile* bestCopy(const WantedMedium& wanted, const std::vector<const FoundFile*>& files)
{
    const auto order = [&](const FoundFile* file)
    { return std::tuple(~commonSuffix(file->path, wanted.lost), file->path.native().size(), file->path.native()); };
    const auto best = std::ranges::min_element(files, {}, order);
    return best == files.end() ? nullptr : *best;
}

/** Those that share the most names with the lost path. */
std::vector<const FoundFile*> mostAlike(const WantedMedium& wanted, const std::vector<const FoundFile*>& files,
                                        std::size_t& shared)
{
    std::vector<const FoundFile*> best;
    shared = 0;
    for (const auto* file : files)
    {
        const auto count = commonSuffix(file->path, wanted.lost);
        if (count > shared)
            best.clear();
        if (count >= shared)
            best.push_back(file);
        shared = std::max(shared, count);
    }
    return best;
}

void chooseByPath(const WantedMedium& wanted, const std::vector<const FoundFile*>& possible, RelinkDecision& decision)
{
    const auto byPrefix = std::ranges::find_if(possible, &FoundFile::isByPrefix);
    std::size_t shared = 0;
    const auto best = mostAlike(wanted, possible, shared);
    if (byPrefix != possible.end() || (best.size() == 1 && shared > 1))
    {
        decision.file = byPrefix != possible.end() ? (*byPrefix)->path : best.front()->path;
        decision.tier = RelinkTier::pathSuffix;
        decision.why =
            byPrefix != possible.end() ? "lies where another lost file was found" : "lies in folders of the same names";
        return;
    }
    if (best.size() == 1)
    {
        decision.file = best.front()->path;
        decision.why = shared == 1 ? "has the same name" : "has another name, and the same size and samples";
        return;
    }
    decision.why = possible.empty() ? (decision.refused.empty() ? "not found" : "no file that was found can be it")
                                    : "several files could be it";
    for (const auto* file : best)
        decision.equal.push_back(file->path);
}

} // namespace

std::vector<WantedMedium> wantedMedia(const Session& session, const std::vector<AudioAsset>& missing)
{
    std::vector<WantedMedium> wanted;
    std::unordered_map<AssetId, std::size_t> places;
    for (const auto& asset : missing)
    {
        places.emplace(asset.assetId, wanted.size());
        wanted.push_back({asset.assetId, asset.path, recordOf(asset.facts, asset.content), {}});
    }
    for (const auto& track : session.tracks)
        for (const auto& clip : track->clips)
            if (const auto place = places.find(clip.asset); place != places.end() && !clip.loop)
                wanted[place->second].stretches.push_back(
                    {clip.offset,
                     clip.length ? static_cast<double>(clip.length->value()) * clip.playRate / session.sampleRate.hz()
                                 : 0});
    return wanted;
}

std::optional<std::string> formatRefusal(const WantedMedium& wanted, const MediaFacts& facts)
{
    const auto& record = wanted.record;
    if (record.sampleRate.isKnown() && facts.sampleRate != record.sampleRate)
        return "other rate: " + std::to_string(facts.sampleRate.hz()) + " Hz, wanted " +
               std::to_string(record.sampleRate.hz()) + " Hz";
    if (record.channels > 0 && facts.channels != record.channels)
        return "other channels: " + std::to_string(facts.channels) + ", wanted " + std::to_string(record.channels);
    const auto needed = neededLength(wanted, facts.sampleRate);
    const auto rate = std::max(1, facts.sampleRate.hz());
    if (facts.length.value() < needed)
        return "shorter than its clips: " + secondsText(static_cast<double>(facts.length.value()) / rate) +
               ", wanted " + secondsText(static_cast<double>(needed) / rate);
    return std::nullopt;
}

std::optional<std::string> refusal(const WantedMedium& wanted, const FoundFile& file)
{
    const auto& content = wanted.record.content;
    if (!file.error.empty())
        return "cannot be read: " + file.error;
    if (isSameContent(wanted, file))
        return std::nullopt;
    if (content.bytes >= 0 && file.bytes >= 0 && content.bytes != file.bytes && (content.hash || !file.facts))
        return "content differs: " + std::to_string(file.bytes) + " bytes, wanted " + std::to_string(content.bytes);
    if (content.hash ||
        (!content.quickPrint.isNone() && !file.quickPrint.isNone() && file.quickPrint != content.quickPrint))
        return "content differs";
    return file.facts ? formatRefusal(wanted, *file.facts) : std::optional<std::string>("was not opened");
}

RelinkDecision decide(const WantedMedium& wanted, const std::vector<FoundFile>& files)
{
    RelinkDecision decision;
    std::vector<const FoundFile*> same;
    std::vector<const FoundFile*> possible;
    for (const auto& file : files)
    {
        // What has come back to its place is no longer lost; whoever watches the place tells so.
        if (file.path.native() == wanted.lost.native())
            continue;
        const auto isNamed = file.isByPrefix || file.path.filename() == wanted.lost.filename();
        auto why = refusal(wanted, file);
        // A file of another name was read for its size alone; nobody would have taken it for the lost one.
        if (why && isNamed)
            decision.refused.push_back({file.path, *std::move(why)});
        else if (why)
            continue;
        else if (isSameContent(wanted, file))
            same.push_back(&file);
        else if (isNamed || (!file.quickPrint.isNone() && file.quickPrint == wanted.record.content.quickPrint))
            possible.push_back(&file);
    }
    if (const auto* copy = bestCopy(wanted, same))
    {
        decision.file = copy->path;
        decision.tier = RelinkTier::content;
        decision.why = "has the same content";
    }
    else
        chooseByPath(wanted, possible, decision);
    return decision;
}

std::optional<std::string> standInDifference(const WantedMedium& wanted, const MediaFacts& facts)
{
    if (auto refused = formatRefusal(wanted, facts))
        return refused;
    const auto& record = wanted.record;
    if (!record.sampleRate.isKnown() || !facts.sampleRate.isKnown())
        return std::nullopt;
    const auto was = static_cast<double>(record.length.value()) / record.sampleRate.hz();
    const auto is = static_cast<double>(facts.length.value()) / facts.sampleRate.hz();
    // Clips that state no length end where the medium does.
    return is < was ? std::optional("shorter: " + secondsText(is) + ", was " + secondsText(was)) : std::nullopt;
}

std::string wantedText(const MediaRecord& record)
{
    std::string text;
    const auto add = [&](const std::string& part) { text += (text.empty() ? "" : ", ") + part; };
    if (record.sampleRate.isKnown() && record.length > FrameCount(0))
        add(secondsText(static_cast<double>(record.length.value()) / record.sampleRate.hz()));
    if (record.sampleRate.isKnown())
        add(std::to_string(record.sampleRate.hz()) + " Hz");
    if (record.channels > 0)
        add(std::to_string(record.channels) + (record.channels == 1 ? " channel" : " channels"));
    if (!record.format.empty())
        add(record.format);
    if (record.content.bytes >= 0)
        add(std::to_string(record.content.bytes) + " bytes");
    return text;
}

std::optional<PrefixChange> prefixChange(const fs::path& from, const fs::path& to)
{
    const auto shared = commonSuffix(from, to);
    if (shared == 0 || from == to)
        return std::nullopt;
    const auto without = [&](fs::path path)
    {
        for (std::size_t i = 0; i < shared && path.has_relative_path(); ++i)
            path = path.parent_path();
        return path;
    };
    return PrefixChange{without(from), without(to)};
}

std::optional<fs::path> moved(const PrefixChange& change, const fs::path& path)
{
    auto [at, rest] = std::mismatch(change.from.begin(), change.from.end(), path.begin(), path.end());
    if (at != change.from.end() || rest == path.end())
        return std::nullopt;
    auto place = change.to;
    for (; rest != path.end(); ++rest)
        place /= *rest;
    return place;
}

} // namespace loophole
