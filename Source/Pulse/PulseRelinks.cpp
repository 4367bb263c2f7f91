#include "Pulse/Document/PathText.h"
#include "Pulse/Editing/MediaEdits.h"
#include "Pulse/PulseRelinking.h"

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
    watchStandIns(pairs);
    edit(thread, pairs, false);
}

/** The user's choice is taken as it is; how it differs from what was there is said once it is open. */
void Pulse::Relinking::watchStandIns(const std::vector<RelinkMedia::Pair>& pairs)
{
    std::vector<AudioAsset> replaced;
    for (const auto& pair : pairs)
        if (const auto* asset = desk.media.find(pair.asset))
            replaced.push_back(*asset);
    for (auto& wanted : wantedMedia(*desk.session(), replaced))
        standIns.insert_or_assign(wanted.asset, std::move(wanted));
}

void Pulse::Relinking::tellOfStandIn(PulseThread& thread, AssetId id, const MediaFacts& facts)
{
    const auto wanted = standIns.extract(id);
    const auto* asset = desk.media.find(id);
    if (wanted.empty() || asset == nullptr)
        return;
    if (const auto difference = standInDifference(wanted.mapped(), facts))
        desk.tell(thread, Notice::Kind::warning,
                  displayName(asset->path) + " stands in for " + displayName(wanted.mapped().lost) + ": " +
                      *difference);
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

} // namespace loophole
