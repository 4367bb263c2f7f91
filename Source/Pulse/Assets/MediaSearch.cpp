#include "Pulse/Assets/MediaSearch.h"

#include "Pulse/Document/PathText.h"

#include <algorithm>
#include <utility>

namespace loophole
{

MediaSearch::MediaSearch(std::vector<WantedMedium> media, std::function<RequestId()> requestIds)
    : wanted(std::move(media)), nextRequest(std::move(requestIds)), isFound(wanted.size(), false)
{
    for (std::size_t place = 0; place < wanted.size(); ++place)
    {
        byName.emplace(wanted[place].lost.filename().native(), place);
        const auto& content = wanted[place].record.content;
        if (content.bytes >= 0 && (content.hash || !content.quickPrint.isNone()))
            bySize.emplace(content.bytes, place);
    }
}

void MediaSearch::addFolder(const std::filesystem::path& absolute)
{
    folderFound(absolute, false);
}

void MediaSearch::folderFound(const std::filesystem::path& folder, bool isGuess)
{
    auto path = folder.lexically_normal();
    if (!path.has_filename() && path.has_relative_path())
        path = path.parent_path(); // "/n/." becomes "/n/"
    if (foldersQueued.insert(path.native()).second)
        folders.push_back({std::move(path), isGuess, false});
}

void MediaSearch::addFile(const std::filesystem::path& absolute)
{
    for (std::size_t place = 0; place < wanted.size(); ++place)
        if (wanted[place].record.content.hash || wanted[place].lost.filename() == absolute.filename())
            consider(absolute, -1, place);
}

void MediaSearch::addFile(const std::filesystem::path& absolute, AssetId asset)
{
    for (std::size_t place = 0; place < wanted.size(); ++place)
        if (wanted[place].asset == asset)
        {
            consider(absolute, -1, place);
            candidates[absolute.native()].file.isByPrefix = true;
        }
}

void MediaSearch::see(const std::filesystem::path& file, std::int64_t bytes)
{
    ++fileCount;
    const auto [nameBegin, nameEnd] = byName.equal_range(file.filename().native());
    for (auto at = nameBegin; at != nameEnd; ++at)
        consider(file, bytes, at->second);
    const auto [sizeBegin, sizeEnd] = bySize.equal_range(bytes);
    for (auto at = sizeBegin; at != sizeEnd; ++at)
        consider(file, bytes, at->second);
}

void MediaSearch::consider(const std::filesystem::path& file, std::int64_t bytes, std::size_t place)
{
    if (isFound[place])
        return;
    auto& candidate = candidates[file.native()];
    candidate.file.path = file;
    candidate.file.bytes = std::max(candidate.file.bytes, bytes);
    if (std::ranges::find(candidate.of, place) == candidate.of.end())
        candidate.of.push_back(place);
    if (!candidate.isQueued && (isToBeHashed(candidate) || isToBeOpened(candidate)))
    {
        candidate.isQueued = true;
        files.push_back(file.native());
    }
}

/** A content can be the wanted one only where the size is. */
bool MediaSearch::isToBeHashed(const Candidate& candidate) const
{
    const auto isWanted = [&](std::size_t place)
    {
        const auto& content = wanted[place].record.content;
        const auto isSize = candidate.file.bytes < 0 || content.bytes < 0 || content.bytes == candidate.file.bytes;
        const auto isPrint = candidate.file.quickPrint.isNone() || content.quickPrint.isNone() ||
                             candidate.file.quickPrint == content.quickPrint;
        return !isFound[place] && content.hash && isSize && isPrint;
    };
    return candidate.file.error.empty() && !candidate.file.hash && std::ranges::any_of(candidate.of, isWanted);
}

/** Where no content is known, what the file is must tell. */
bool MediaSearch::isToBeOpened(const Candidate& candidate) const
{
    const auto isWanted = [&](std::size_t place) { return !isFound[place] && !wanted[place].record.content.hash; };
    return candidate.file.error.empty() && !candidate.file.facts && std::ranges::any_of(candidate.of, isWanted);
}

PulseToSignal MediaSearch::question(const Candidate& candidate, RequestId request) const
{
    if (isToBeOpened(candidate))
        return ProbeMedia{request, candidate.file.path, {}, {}};
    // Files of many wanted ones have no single print to be held against.
    const auto only = candidate.of.size() == 1 ? wanted[candidate.of.front()].record.content.quickPrint : ContentKey();
    return FingerprintMedia{request, candidate.file.path, {}, only, true};
}

std::vector<PulseToSignal> MediaSearch::takeRequests()
{
    std::vector<PulseToSignal> messages;
    if (isCancelled || areAllFound())
        return cancel();
    for (const auto& end : std::exchange(ended, {}))
        messages.push_back(end);
    for (const auto request : std::exchange(continued, {}))
        messages.push_back(ScanFolder{request, listings.at(request).path});
    while (!folders.empty() && listings.size() < mostListings)
    {
        const auto request = nextRequest();
        messages.push_back(ScanFolder{request, folders.front().path});
        listings.emplace(request, std::move(folders.front()));
        folders.pop_front();
    }
    while (!files.empty() && questions.size() < mostFiles)
    {
        auto path = std::move(files.front());
        files.pop_front();
        auto& candidate = candidates.at(path);
        candidate.isQueued = false;
        if (!isToBeHashed(candidate) && !isToBeOpened(candidate))
            continue;
        const auto request = nextRequest();
        messages.push_back(question(candidate, request));
        questions.emplace(request, std::move(path));
    }
    return messages;
}

std::vector<PulseToSignal> MediaSearch::cancel()
{
    std::vector<PulseToSignal> messages(ended.begin(), ended.end());
    ended.clear();
    for (const auto& [request, folder] : std::exchange(listings, {}))
        messages.push_back(EndFolderScan{request});
    for (const auto& [request, path] : std::exchange(questions, {}))
        messages.push_back(CancelFingerprint{request});
    folders.clear();
    files.clear();
    continued.clear();
    isCancelled = true;
    return messages;
}

bool MediaSearch::take(const FolderScanned& part)
{
    const auto found = listings.find(part.request);
    if (found == listings.end())
        return false;
    const auto folder = found->second;
    if (!part.error.empty() && !folder.isGuess)
        unreadableFolders.push_back(displayText(folder.path.native()) + ": " + displayText(part.error));
    // A folder is known to be another way to one that was listed only when its listing has begun.
    if (!found->second.hasBegun && part.identity != FileIdentity{} && !foldersSeen.insert(part.identity).second)
        return leave(found);
    found->second.hasBegun = true;
    for (const auto& entry : part.entries)
    {
        const auto path = folder.path / entry.name;
        if (entry.kind == ScannedEntry::Kind::file)
            see(path, entry.stamp.bytes);
        else if (entry.kind == ScannedEntry::Kind::folder)
            folderFound(path, false);
        else if (byName.contains(entry.name))
            see(path, -1);
        else
            folderFound(entry.linkTarget, true);
    }
    if (part.isComplete)
    {
        ++folderCount;
        listings.erase(found);
    }
    else
        continued.push_back(part.request);
    return true;
}

bool MediaSearch::leave(std::unordered_map<RequestId, Folder>::iterator listing)
{
    ended.push_back(EndFolderScan{listing->first});
    listings.erase(listing);
    return true;
}

void MediaSearch::answered(Candidate& candidate)
{
    for (const auto place : candidate.of)
    {
        const auto& hash = wanted[place].record.content.hash;
        isFound[place] = isFound[place] || (hash && candidate.file.hash == hash);
    }
    if (!candidate.isQueued && (isToBeHashed(candidate) || isToBeOpened(candidate)))
    {
        candidate.isQueued = true;
        files.push_back(candidate.file.path.native());
    }
}

bool MediaSearch::take(const MediaProbed& answer)
{
    const auto found = questions.find(answer.request);
    if (found == questions.end())
        return false;
    auto& candidate = candidates.at(found->second);
    questions.erase(found);
    candidate.file.bytes = std::max(candidate.file.bytes, answer.stamp.bytes);
    candidate.file.quickPrint = answer.print;
    if (answer.outcome == MediaProbed::Outcome::medium)
        candidate.file.facts = answer.facts;
    else
        candidate.file.error = answer.error.empty() ? "it is no medium" : answer.error;
    answered(candidate);
    return true;
}

bool MediaSearch::take(const MediaFingerprinted& answer)
{
    const auto found = questions.find(answer.request);
    if (found == questions.end())
        return false;
    if (!answer.isComplete)
        return true;
    auto& candidate = candidates.at(found->second);
    questions.erase(found);
    candidate.file.error = answer.error;
    if (answer.content.bytes >= 0)
        candidate.file.bytes = answer.content.bytes;
    candidate.file.quickPrint = answer.content.quickPrint;
    candidate.file.hash = answer.content.hash;
    answered(candidate);
    return true;
}

bool MediaSearch::isDone() const
{
    const auto isIdle = folders.empty() && listings.empty() && files.empty() && questions.empty();
    return isCancelled || isIdle || areAllFound();
}

bool MediaSearch::areAllFound() const
{
    return std::ranges::find(isFound, false) == isFound.end();
}

std::vector<MediaSearch::Found> MediaSearch::results() const
{
    std::vector<std::vector<FoundFile>> filesOf(wanted.size());
    for (const auto& [path, candidate] : candidates)
    {
        // Where a file was only supposed to be there is nothing to tell of.
        const auto wasSeen = candidate.file.bytes >= 0 || candidate.file.error.empty();
        for (const auto place : candidate.of)
            if (wasSeen)
                filesOf[place].push_back(candidate.file);
    }
    std::vector<Found> found;
    for (std::size_t place = 0; place < wanted.size(); ++place)
    {
        std::ranges::sort(filesOf[place], {}, &FoundFile::path);
        found.push_back({wanted[place], decide(wanted[place], filesOf[place])});
    }
    return found;
}

} // namespace loophole
