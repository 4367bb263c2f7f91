#include "Pulse/Library/PlaceScan.h"

#include "Model/AudioExtensions.h"
#include "Pulse/Document/PathText.h"

#include <utility>

namespace loophole
{

using Found = MediaProbed::Outcome;

PlaceScan::PlaceScan(Parts theParts, LibraryPlaces::Root root) : parts(std::move(theParts)), from(std::move(root))
{
    toList.push_back({from.folder, {}, {}, false});
    parts.places.setState(from.place, LibraryPlace::State::scanning, {}, parts.now);
}

bool PlaceScan::isDone() const
{
    return toList.empty() && linksToList.empty() && listings.empty() && toProbe.empty() && probes.empty();
}

void PlaceScan::step()
{
    while (!toProbe.empty() && probes.size() < mostProbes)
    {
        const auto request = parts.nextRequest();
        const auto& probe = probes[request] = std::move(toProbe.front());
        toProbe.pop_front();
        parts.send(
            ProbeMedia{request, probe.path, probe.linkTarget,
                       probe.known.state == LibraryFiles::State::toBeOpened ? ChangeStamp() : probe.known.stamp});
    }
    if (toProbe.size() >= mostWaiting)
        return;
    for (auto& [request, listing] : listings)
        if (std::exchange(listing.isWaiting, false))
            parts.send(ScanFolder{request, listing.what.path});
    listMore();
}

void PlaceScan::listMore()
{
    while (listings.size() < mostListings && !(toList.empty() && linksToList.empty()))
    {
        auto& source = toList.empty() ? linksToList : toList;
        const auto request = parts.nextRequest();
        const auto& listing = listings[request] = Listing{std::move(source.back()), false, false, 0, 0, {}, {}, true};
        source.pop_back();
        parts.send(ScanFolder{request, listing.what.path});
    }
}

bool PlaceScan::take(FolderScanned& part)
{
    const auto found = listings.find(part.request);
    if (found == listings.end())
        return false;
    auto& listing = found->second;
    const auto isWanted = part.error.empty() && (listing.isBegun || begin(listing, part));
    if (isWanted)
        for (auto& entry : part.entries)
            takeEntry(listing, entry);
    if (!part.error.empty())
        fail(listing, part);
    else if (isWanted && part.isComplete)
        complete(listing);
    else if (isWanted)
    {
        listing.isWaiting = true; // its next part is asked for when there is room
        return true;
    }
    if (!part.isComplete)
        parts.send(EndFolderScan{part.request});
    listings.erase(found);
    return true;
}

/** False for a folder that is not to be read: it was read by another path, or is what lies under a drive that left. */
bool PlaceScan::begin(Listing& listing, const FolderScanned& part)
{
    listing.isBegun = true;
    if (!visited.insert(part.identity).second)
        return false;
    ++parts.progress.folders;
    const auto& what = listing.what;
    const auto isMount = !what.isLink && what.parentDevice && *what.parentDevice != part.identity.device;
    const auto known = parts.places.find(what.path);
    if (known && known->isMount && !isMount && what.parent && parts.places.hasFiles(known->id))
    {
        parts.places.setAway(known->id, "its drive is not there");
        return false;
    }
    if (!what.parent && part.isComplete && part.entries.empty() && known && parts.places.hasFiles(known->id))
    {
        setOffline("is empty; its drive may not be there");
        return false;
    }
    listing.folder = parts.places.store(from, what.parent, what.path, isMount);
    listing.device = part.identity.device;
    listing.unseen = parts.files.of(listing.folder);
    for (auto& inside : parts.places.inside(listing.folder))
        listing.unseenFolders.emplace(inside.path, inside);
    return true;
}

void PlaceScan::takeEntry(Listing& listing, ScannedEntry& entry)
{
    auto path = listing.what.path / entry.name;
    if (entry.kind == ScannedEntry::Kind::folder)
    {
        listing.unseenFolders.erase(path);
        toList.push_back({std::move(path), listing.folder, listing.device, false});
    }
    else
        takeFile(listing, entry, path);
}

void PlaceScan::takeFile(Listing& listing, ScannedEntry& entry, const std::filesystem::path& path)
{
    LibraryFiles::Known known;
    if (const auto found = listing.unseen.find(entry.name); found != listing.unseen.end())
    {
        known = found->second;
        listing.unseen.erase(found);
    }
    const auto isLink = entry.kind == ScannedEntry::Kind::link;
    if (isLink)
        listing.unseenFolders.erase(path);
    else
        ++parts.progress.files;
    const auto isOpened = known.file != 0 && known.state != LibraryFiles::State::toBeOpened;
    if (isLink || !isOpened || known.stamp != entry.stamp)
        return toProbe.push_back({listing.folder, listing.device, path, std::move(entry.linkTarget), known});
    ++parts.progress.unchanged;
    if (known.state == LibraryFiles::State::gone)
        parts.files.setBack(known.file);
}

void PlaceScan::complete(Listing& listing)
{
    for (const auto& [name, known] : listing.unseen)
        if (known.state != LibraryFiles::State::gone)
        {
            parts.files.setGone(known.file);
            ++parts.progress.gone;
        }
    for (const auto& [path, folder] : listing.unseenFolders)
    {
        if (folder.isMount)
        {
            parts.places.setAway(folder.id, "its drive is not there");
            continue;
        }
        parts.progress.gone += static_cast<std::uint64_t>(parts.files.setGoneBelow(folder.id));
        goneFolders.push_back(folder.id);
    }
}

void PlaceScan::fail(Listing& listing, const FolderScanned& part)
{
    ++parts.progress.unreadable;
    const auto why = displayText(part.error);
    if (!listing.what.parent && from.isWhole())
        return setOffline(why);
    if (const auto known = parts.places.find(listing.what.path))
        parts.places.setAway(known->id, why);
}

void PlaceScan::setOffline(std::string cause)
{
    offline = std::move(cause);
}

bool PlaceScan::take(MediaProbed& found)
{
    const auto asked = probes.find(found.request);
    if (asked == probes.end())
        return false;
    const auto probe = std::move(asked->second);
    probes.erase(asked);
    const auto isLink = !probe.linkTarget.empty();
    if (found.outcome == Found::folder)
        linksToList.push_back({probe.path, probe.folder, probe.device, true});
    else if (looksLikeAudio(probe.path) && !(isLink && found.outcome == Found::unreadable && !found.isUnanswered))
    {
        parts.progress.files += isLink ? 1 : 0;
        takeMedium(probe, found);
    }
    return true;
}

void PlaceScan::takeMedium(const Probe& probe, const MediaProbed& found)
{
    if (found.outcome == Found::unchanged)
    {
        ++parts.progress.unchanged;
        if (probe.known.state == LibraryFiles::State::gone)
            parts.files.setBack(probe.known.file);
        return;
    }
    ++(found.outcome == Found::unreadable ? parts.progress.unreadable : parts.progress.read);
    parts.progress.damaged += found.outcome == Found::damaged ? 1 : 0;
    // What was known of a file that cannot be read just now is not forgotten over it.
    if (found.outcome != Found::unreadable || probe.known.file == 0)
        parts.files.store(probe.folder, probe.path.filename().native(), probe.known.file, found, parts.now);
}

void PlaceScan::conclude(bool isCancelled)
{
    for (const auto& [request, listing] : listings)
        parts.send(EndFolderScan{request});
    using State = LibraryPlace::State;
    const auto state = isCancelled ? State::cancelled : !offline.empty() ? State::offline : State::scanned;
    if (state == State::offline && !parts.places.find(from.folder))
        return parts.places.remove(from.placeFolder); // it could never be read: a name that was mistyped
    if (state == State::scanned)
    {
        parts.progress.moved += static_cast<std::uint64_t>(parts.files.matchMoved());
        parts.files.forgetGone(from.place);
        for (const auto folder : goneFolders)
            parts.places.forgetEmpty(folder);
    }
    parts.places.setState(from.place, state, offline, parts.now);
}

} // namespace loophole
