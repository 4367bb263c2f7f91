#include "Pulse/Scheduling/DeviceBook.h"

#include <algorithm>
#include <functional>

namespace loophole
{

void DeviceBook::assetChanged(AssetId asset, std::uint64_t device)
{
    if (device != 0)
        devices[asset] = device;
}

bool DeviceBook::update(std::vector<DiskDevice>& reported, const DeviceNeeds& needs, bool isPlaying, Instant now)
{
    auto hasChanged = false;
    for (auto& device : reported)
    {
        auto& entry = known[device.device];
        const auto before = entry.readAhead.length;
        const std::chrono::duration<double, std::milli> p99(device.p99Ms);
        entry.readAhead = entry.readAhead.after(std::chrono::duration_cast<Instant>(p99), now);
        hasChanged = hasChanged || entry.readAhead.length != before;
        device.readAhead = entry.readAhead.length;
        tellLength(device, before);
        const auto need = needs.find(device.device);
        device.neededBytesPerSecond = need != needs.end() ? need->second : 0;
        judge(device, entry, isPlaying, now);
    }
    return hasChanged;
}

/** The first step away from the ordinary length is told, and the last one back to it. */
void DeviceBook::tellLength(const DiskDevice& device, Instant before)
{
    const auto isLong = device.readAhead > limits::readAhead;
    if (isLong == (before > limits::readAhead))
        return;
    notices.push_back(
        {Notice::Kind::information,
         diskName(device) + (isLong ? " answers slowly: its files are read farther ahead" : " answers quickly again")});
}

void DeviceBook::judge(const DiskDevice& device, Known& entry, bool isPlaying, Instant now)
{
    const auto before = entry.outlook.state;
    entry.outlook = entry.outlook.after(device, isPlaying, now);
    const auto isWell = entry.outlook.state == DiskOutlook::State::well;
    if (auto text = outlookText(device, before, entry.outlook.state))
        notices.push_back({isWell ? Notice::Kind::information : Notice::Kind::warning, *std::move(text)});
}

std::uint64_t DeviceBook::deviceOf(AssetId asset) const
{
    const auto found = devices.find(asset);
    return found != devices.end() ? found->second : 0;
}

Instant DeviceBook::lengthOf(AssetId asset) const
{
    const auto found = known.find(deviceOf(asset));
    return found != known.end() ? found->second.readAhead.length : Instant(limits::readAhead);
}

std::vector<Instant> DeviceBook::lengths() const
{
    std::vector<Instant> all{limits::readAhead};
    for (const auto& [device, entry] : known)
        all.push_back(entry.readAhead.length);
    std::ranges::sort(all, std::greater());
    const auto repeated = std::ranges::unique(all);
    all.erase(repeated.begin(), repeated.end());
    return all;
}

} // namespace loophole
