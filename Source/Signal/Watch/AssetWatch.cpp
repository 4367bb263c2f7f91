#include "Signal/Watch/AssetWatch.h"

#include <algorithm>
#include <utility>

namespace loophole::signal
{
namespace
{

/** Behind all that is heard or looked at. */
constexpr Urgency seldom{UrgencyClass::background, Instant::max(), 0, false};

/** Folders are gone through this often: often enough for the shortest interval. */
constexpr Instant roundInterval = std::chrono::milliseconds(100);

/** By this machine's clock: that of a drive elsewhere may be ahead, which costs a look too many, or behind. */
bool isLater(const FolderStamp& stamp, std::chrono::system_clock::time_point time)
{
    return std::chrono::nanoseconds(stamp.changed) > time.time_since_epoch();
}

} // namespace

AssetWatch::AssetWatch(Parts theParts)
    : parts(std::move(theParts)), events(std::make_shared<FolderEvents>()), self(std::make_shared<AssetWatch*>(this))
{
}

AssetWatch::~AssetWatch()
{
    *self = nullptr;
}

void AssetWatch::add(SignalThread& thread, AssetId asset, const std::filesystem::path& absolute)
{
    auto& path = paths[asset];
    if (path == absolute)
        return;
    if (!path.empty())
    {
        remove(thread, asset);
        return add(thread, asset, absolute);
    }
    path = absolute;
    auto& folder = folders[absolute.parent_path()];
    folder.files[absolute.filename().native()].push_back(asset);
    nextLook = {};
}

void AssetWatch::remove(SignalThread& thread, AssetId asset)
{
    const auto path = paths.extract(asset);
    due.erase(asset);
    if (path.empty())
        return;
    const auto place = folders.find(path.mapped().parent_path());
    auto& files = place->second.files;
    const auto file = files.find(path.mapped().filename().native());
    std::erase(file->second, asset);
    if (file->second.empty())
    {
        place->second.seen.erase(file->first);
        files.erase(file);
    }
    if (!files.empty())
        return;
    const auto watch = place->second.watch;
    setWatch(thread, place, 0);
    events->remove(thread, watch);
    folders.erase(place);
}

std::vector<AssetId> AssetWatch::step(SignalThread& thread)
{
    const auto now = parts.clock.now();
    takeEvents(thread, now);
    look(thread, now);
    std::vector<AssetId> changed;
    std::erase_if(due,
                  [&](const auto& entry)
                  {
                      if (entry.second <= now)
                          changed.push_back(entry.first);
                      return entry.second <= now;
                  });
    return changed;
}

void AssetWatch::takeEvents(SignalThread& thread, Instant now)
{
    for (const auto& event : events->take(thread))
    {
        const auto found = byWatch.find(event.watch);
        if (found == byWatch.end())
            continue;
        const auto place = found->second;
        if (event.name.empty())
        {
            everythingChanged(place->second, now);
            place->second.nextLook = nextLook = now;
        }
        else
            fileChanged(place->second, event.name, now);
        if (event.isEnded)
            setWatch(thread, place, 0);
    }
    if (events->takeOverflow(thread))
        for (const auto& [path, folder] : folders)
            everythingChanged(folder, now);
}

void AssetWatch::fileChanged(const Folder& folder, const std::string& name, Instant now)
{
    const auto note = [&](const std::string& file)
    {
        if (const auto found = folder.files.find(file); found != folder.files.end())
            for (const auto asset : found->second)
                due.try_emplace(asset, now + settling);
    };
    note(name);
    for (const auto& suffix : parts.suffixes)
        if (name.ends_with(suffix))
            note(name.substr(0, name.size() - suffix.size()));
}

void AssetWatch::everythingChanged(const Folder& folder, Instant now)
{
    for (const auto& [name, assets] : folder.files)
        for (const auto asset : assets)
            due.try_emplace(asset, now + settling);
}

void AssetWatch::look(SignalThread& thread, Instant now)
{
    if (now < nextLook)
        return;
    nextLook = now + roundInterval;
    std::map<DeviceId, std::vector<FolderSeen>> waiting;
    for (auto& [path, folder] : folders)
    {
        if (folder.isBeingSeen || now < folder.nextLook)
            continue;
        auto route = parts.mounts.routeTo(path);
        const auto device = route.device();
        folder.isBeingSeen = true;
        auto& ofDevice = waiting[device];
        ofDevice.push_back({path, std::move(route), nextFiles(folder)});
        if (ofDevice.size() == foldersALook)
            send(thread, device, std::exchange(ofDevice, {}), now);
    }
    for (auto& [device, wanted] : waiting)
        if (!wanted.empty())
            send(thread, device, std::move(wanted), now);
}

/** None where a watch tells of each. */
std::vector<FileSeen> AssetWatch::nextFiles(Folder& folder)
{
    std::vector<FileSeen> next;
    if (folder.watch != 0)
        return next;
    auto file = folder.files.upper_bound(folder.lastLooked);
    for (auto left = std::min(filesALook, folder.files.size()); left > 0; --left, ++file)
    {
        if (file == folder.files.end())
            file = folder.files.begin();
        next.push_back({file->first});
    }
    if (!next.empty())
        folder.lastLooked = next.back().name;
    return next;
}

void AssetWatch::send(SignalThread& thread, DeviceId device, std::vector<FolderSeen> wanted, Instant now)
{
    const auto receive = [watch = self, now](SignalThread& control, const std::vector<FolderSeen>& seen)
    {
        if (*watch != nullptr)
            (*watch)->take(control, seen, now);
    };
    parts.disk.submit(thread, std::make_unique<FolderLook>(events, std::move(wanted), receive), {seldom, device, {}});
}

void AssetWatch::take(SignalThread& thread, const std::vector<FolderSeen>& seen, Instant sentAt)
{
    const auto now = parts.clock.now();
    for (const auto& [path, route, files, isElsewhere, stamp, watch] : seen)
    {
        if (isElsewhere)
            parts.mounts.learn(route.link());
        const auto place = folders.find(path);
        if (place == folders.end())
        {
            if (!byWatch.contains(watch))
                events->remove(thread, watch);
            continue;
        }
        auto& folder = place->second;
        if (isElsewhere)
        {
            folder.isBeingSeen = false;
            nextLook = now;
            continue;
        }
        const auto wasWatched = folder.watch != 0 && folder.watch == watch;
        // What a watch tells one by one need not be told of all at once. Before the first look nothing told anything,
        // and the files have been opened meanwhile.
        const auto hasChanged = !folder.wasSeen ? !stamp.exists || isLater(stamp, folder.addedAt)
                                : wasWatched    ? stamp.isOtherThan(folder.stamp)
                                                : stamp != folder.stamp;
        if (hasChanged)
            everythingChanged(folder, now);
        takeFiles(folder, files, now);
        setWatch(thread, place, watch);
        folder.stamp = stamp;
        folder.wasSeen = true;
        folder.isBeingSeen = false;
        const auto interval = watch != 0 || !stamp.exists ? lookInterval : pollInterval;
        folder.nextLook = now + std::clamp((now - sentAt) * restFactor, interval, longestRest);
    }
}

void AssetWatch::takeFiles(Folder& folder, const std::vector<FileSeen>& files, Instant now)
{
    for (const auto& file : files)
    {
        if (!folder.files.contains(file.name))
            continue;
        const auto [before, isNew] = folder.seen.try_emplace(file.name, file);
        if (!isNew && std::exchange(before->second, file) != file)
            fileChanged(folder, file.name, now);
    }
}

/** Two paths may lead to one folder and share its watch: the last one to ask is told, the other looks. */
void AssetWatch::setWatch(SignalThread&, Place place, FolderEvents::Watch watch)
{
    auto& folder = place->second;
    if (folder.watch == watch)
        return;
    if (const auto found = byWatch.find(folder.watch); found != byWatch.end() && found->second == place)
        byWatch.erase(found);
    if (watch != 0)
    {
        const auto [other, isNew] = byWatch.try_emplace(watch, place);
        if (!isNew)
        {
            other->second->second.watch = 0;
            other->second = place;
        }
    }
    folder.watch = watch;
}

} // namespace loophole::signal
