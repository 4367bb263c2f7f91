#include "Pulse/PulseRelinking.h"

#include "Pulse/Document/PathText.h"
#include "Pulse/Editing/MediaEdits.h"

#include <algorithm>

namespace loophole
{
namespace
{

std::string relinkText(std::size_t count)
{
    return "Relink " + std::to_string(count) + (count == 1 ? " file" : " files");
}

} // namespace

Pulse::Relinking::Relinking(Desk& theDesk, bool active, std::function<void(const std::string&)> theLog)
    : desk(theDesk), isActive(active), log(std::move(theLog)), fingerprints([this] { return RequestId{++lastRequest}; })
{
}

std::vector<AudioAsset> Pulse::Relinking::missing() const
{
    std::vector<AudioAsset> all;
    for (const auto* asset : desk.media.missing())
        all.push_back(*asset);
    return all;
}

bool Pulse::Relinking::isMissing(AssetId id) const
{
    const auto* asset = desk.media.find(id);
    return asset != nullptr && asset->offlineStatus == OfflineStatus::missing;
}

void Pulse::Relinking::assetChanged(const AssetStatusChanged& fact)
{
    if (!isActive)
        return;
    if (fact.now == OfflineStatus::present)
    {
        fingerprints.want(fact.asset);
        looked.erase(fact.asset);
        const auto isOf = [&](const RelinkProposal& proposal) { return proposal.asset == fact.asset; };
        isReportDue = std::erase_if(told.proposals, isOf) > 0 || isReportDue;
    }
    else if (fact.now == OfflineStatus::missing && !looked.contains(fact.asset))
        searchDue = desk.clock.now() + relinking::settling;
}

void Pulse::Relinking::mediaFollowed()
{
    if (!isActive)
        return;
    for (const auto& entry : desk.session()->assets)
        if (const auto* asset = desk.media.find(entry.id);
            asset->offlineStatus == OfflineStatus::present && !asset->content.hash)
            fingerprints.want(entry.id);
}

void Pulse::Relinking::take(PulseThread& thread, const MediaFingerprinted& answer)
{
    if (current && current->take(answer))
        return;
    const auto id = fingerprints.take(answer, desk.media);
    const auto* asset = desk.media.find(id);
    if (asset == nullptr || answer.content.bytes < 0)
        return;
    const auto revision = asset->revision;
    const auto* changed = desk.media.apply(id, answer.content);
    // Of thousands of files that are read for the first time one word each is enough.
    if (changed != nullptr && (answer.isComplete || changed->revision != revision))
        desk.toAura(thread, AssetChanged{*changed});
}

bool Pulse::Relinking::take(const FolderScanned& part)
{
    if (current && current->take(part))
        isReportDue = true;
    return part.request.value > firstRequestOfPulse;
}

bool Pulse::Relinking::take(const MediaProbed& answer)
{
    if (current && current->take(answer))
        isReportDue = true;
    return answer.request.value > firstRequestOfPulse;
}

void Pulse::Relinking::take(const LibraryFilesFound& found)
{
    if (lookup != found.request)
        return;
    lookup.reset();
    if (current)
        for (const auto& file : found.files)
            current->addFile(file);
}

void Pulse::Relinking::begin(PulseThread& thread, std::vector<AudioAsset> media)
{
    cancel(thread);
    told = {};
    told.isSearching = true;
    isReportDue = true;
    for (const auto& asset : media)
        looked.insert(asset.assetId);
    current.emplace(wantedMedia(*desk.session(), media), [this] { return RequestId{++lastRequest}; });
}

void Pulse::Relinking::askLibrary(PulseThread& thread)
{
    FindLibraryFiles question{RequestId{++lastRequest}, {}};
    for (const auto& asset : missing())
        if (asset.content.hash && !asset.content.quickPrint.isNone())
            question.prints.push_back(asset.content.quickPrint);
    if (question.prints.empty())
        return;
    lookup = question.request;
    lookupEnd = desk.clock.now() + relinking::libraryPatience;
    desk.toLibrarySearch(thread, std::move(question));
}

void Pulse::Relinking::search(PulseThread& thread, const SearchMissingMedia& command)
{
    if (command.folders.empty())
        return searchByItself(thread);
    searchDue = Instant::max();
    begin(thread, missing());
    for (const auto& folder : command.folders)
        current->addFolder(folder);
}

void Pulse::Relinking::searchByItself(PulseThread& thread)
{
    begin(thread, missing());
    if (!desk.document.empty())
        current->addFolder(desk.folder());
    askLibrary(thread);
}

/** The others may have moved as that one did. */
void Pulse::Relinking::followPrefix(PulseThread& thread)
{
    const auto change = *std::exchange(prefix, std::nullopt);
    auto media = missing();
    std::erase_if(media, [&](const AudioAsset& asset) { return !moved(change, asset.path); });
    if (media.empty())
        return;
    // What was proposed stays until something better is found.
    auto proposals = std::move(told.proposals);
    begin(thread, media);
    told.proposals = std::move(proposals);
    for (const auto& asset : media)
        current->addFile(*moved(change, asset.path), asset.assetId);
}

void Pulse::Relinking::cancel(PulseThread& thread)
{
    lookup.reset();
    if (!current)
        return;
    desk.toSignal(thread, current->cancel());
    current.reset();
    told.isSearching = false;
    isReportDue = true;
}

void Pulse::Relinking::relink(PulseThread& thread, const RelinkMedia& command)
{
    auto pairs = command.pairs;
    std::erase_if(pairs, [&](const auto& pair) { return findAsset(*desk.session(), pair.asset) == nullptr; });
    if (pairs.empty())
        return desk.tell(thread, Notice::Kind::warning, "The files to be relinked are not in the session any more");
    cancel(thread);
    for (const auto& pair : pairs)
        if (const auto* asset = desk.media.find(pair.asset))
            prefix = prefixChange(asset->path, pair.file);
    edit(thread, pairs, false);
}

void Pulse::Relinking::edit(PulseThread& thread, const std::vector<RelinkMedia::Pair>& pairs, bool isSameContent)
{
    std::erase_if(told.proposals, [&](const RelinkProposal& proposal)
                  { return std::ranges::find(pairs, proposal.asset, &RelinkMedia::Pair::asset) != pairs.end(); });
    isReportDue = true;
    const auto name = relinkText(pairs.size());
    const auto isStep = desk.history.push(
        std::make_shared<const Session>(withMediaAt(*desk.session(), pairs, isSameContent)), name, desk.clock.now());
    desk.sessionEdited(thread, name, isStep);
}

void Pulse::Relinking::takeByContent(PulseThread& thread, const std::vector<MediaSearch::Found>& found)
{
    std::vector<RelinkMedia::Pair> pairs;
    for (const auto& [wanted, decision] : found)
    {
        const auto isSame = decision.file && decision.tier == RelinkTier::content;
        // Whoever undid it once wants it to be missing.
        if (!isSame || !isMissing(wanted.asset) || !takenBack.insert(wanted.lost).second)
            continue;
        pairs.push_back({wanted.asset, *decision.file});
        prefix = prefixChange(wanted.lost, *decision.file);
        if (log)
            log("relinked " + displayText(wanted.lost.native()) + " to " + displayText(decision.file->native()) +
                ", which has the same content, " + wanted.record.content.hash->hex());
    }
    told.relinked = pairs.size();
    if (pairs.empty())
        return;
    edit(thread, pairs, true);
    desk.tell(thread, Notice::Kind::information,
              std::to_string(pairs.size()) + (pairs.size() == 1 ? " missing file was" : " missing files were") +
                  " found again by content: " + displayName(pairs.front().file) + (pairs.size() > 1 ? " …" : ""));
}

void Pulse::Relinking::propose(const std::vector<MediaSearch::Found>& found)
{
    constexpr std::size_t mostRefusals = 8;
    for (const auto& [wanted, decision] : found)
    {
        if (!isMissing(wanted.asset))
            continue;
        RelinkProposal proposal{wanted.asset,  wanted.lost,  wantedText(wanted.record), {},
                                decision.tier, decision.why, decision.refused};
        proposal.file = decision.file.value_or(std::filesystem::path());
        for (const auto& equal : decision.equal)
            proposal.refused.push_back({equal, decision.why});
        proposal.refused.resize(std::min(proposal.refused.size(), mostRefusals));
        const auto former = std::ranges::find(told.proposals, wanted.asset, &RelinkProposal::asset);
        if (former == told.proposals.end())
            told.proposals.push_back(std::move(proposal));
        else if (decision.file)
            *former = std::move(proposal);
    }
}

void Pulse::Relinking::finish(PulseThread& thread)
{
    const auto found = current->results();
    told.folders = current->foldersListed();
    told.files = current->filesSeen();
    told.unreadable = current->unreadable();
    cancel(thread);
    takeByContent(thread, found);
    std::vector<MediaSearch::Found> rest;
    std::ranges::copy_if(found, std::back_inserter(rest), [&](const auto& one) { return isMissing(one.wanted.asset); });
    propose(rest);
    isReportDue = true;
}

void Pulse::Relinking::report(PulseThread& thread)
{
    isReportDue = false;
    nextReport = desk.clock.now() + relinking::reportInterval;
    if (current)
    {
        told.folders = current->foldersListed();
        told.files = current->filesSeen();
    }
    desk.toAura(thread, told);
}

void Pulse::Relinking::sessionReplaced(PulseThread& thread)
{
    cancel(thread);
    desk.toSignal(thread, fingerprints.reset());
    looked.clear();
    takenBack.clear();
    prefix.reset();
    searchDue = Instant::max();
    isReportDue = isReportDue || !told.proposals.empty();
    told = {};
}

void Pulse::Relinking::conclude(PulseThread& thread)
{
    const auto now = desk.clock.now();
    if (lookup && now >= lookupEnd)
        lookup.reset();
    if (now >= searchDue && !current)
    {
        searchDue = Instant::max();
        if (desk.media.isAnyMissing())
            searchByItself(thread);
    }
    if (current)
        desk.toSignal(thread, current->takeRequests());
    if (current && current->isDone() && (!lookup || current->areAllFound()))
        finish(thread);
    if (prefix && !current)
        followPrefix(thread);
    desk.toSignal(thread, fingerprints.takeRequests(desk.media));
    if (current)
        desk.toSignal(thread, current->takeRequests());
    if (isReportDue && now >= nextReport)
        report(thread);
}

Instant Pulse::Relinking::nextWakeUp() const
{
    auto next = current ? Instant::max() : searchDue;
    if (lookup)
        next = std::min(next, lookupEnd);
    if (isReportDue)
        next = std::min(next, nextReport);
    return next;
}

} // namespace loophole
