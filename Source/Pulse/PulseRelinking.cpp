#include "Pulse/PulseRelinking.h"

#include <algorithm>

namespace loophole
{
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

void Pulse::Relinking::assetChanged(PulseThread& thread, const AssetStatusChanged& fact)
{
    if (!isActive)
        return;
    if (fact.now == OfflineStatus::present)
    {
        fingerprints.want(fact.asset);
        looked.erase(fact.asset);
        tellOfStandIn(thread, fact.asset, fact.facts);
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
