#include "App/Engine/Headless.h"

#include <algorithm>
#include <thread>

namespace loophole
{

Headless::Headless(Queues& allQueues, const Clock& clockToUse)
    : queues(allQueues), clock(clockToUse), commands(allQueues.auraToPulse)
{
}

void Headless::send(AuraToPulse command)
{
    commands.send(thread, std::move(command));
}

void Headless::poll()
{
    commands.flush(thread);
    PulseToAura message;
    while (queues.pulseToAura.tryReceive(thread, message))
        std::visit([this](auto& fact) { take(fact); }, message);
}

bool Headless::waitUntil(const std::function<bool()>& isTrue, Instant longest)
{
    const auto end = clock.now() + longest;
    for (poll(); !isTrue(); poll())
    {
        if (clock.now() >= end)
            return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return true;
}

bool Headless::allAssetsKnown() const
{
    if (!session.session)
        return false;
    return std::all_of(session.session->assets.begin(), session.session->assets.end(),
                       [this](const SessionAsset& asset)
                       {
                           const auto found = assets.find(asset.id);
                           return found != assets.end() && found->second.offlineStatus != OfflineStatus::pending;
                       });
}

std::optional<std::string> Headless::takeFault()
{
    if (faults.empty())
        return std::nullopt;
    auto first = std::move(faults.front());
    faults.clear();
    return first;
}

void Headless::take(SessionChanged& changed)
{
    session = std::move(changed);
    ++sessionChanges;
}

void Headless::take(AssetChanged& changed)
{
    assets[changed.asset.assetId] = std::move(changed.asset);
}

void Headless::take(Notice& notice)
{
    if (notice.kind == Notice::Kind::fault)
        faults.push_back(notice.text);
    else if (notice.kind == Notice::Kind::warning)
        warnings.push_back(notice.text);
}

void Headless::take(TransportPosition& position)
{
    transport = position;
    ++positions;
    if (onPosition)
        onPosition(position);
}

void Headless::take(MeterLevels& levels)
{
    master = levels.master;
    loudest = std::max({loudest, levels.master.left, levels.master.right});
}

void Headless::take(StreamStats& now)
{
    stats = now;
    outputPeak = std::max(outputPeak, now.output.peak);
    ++statsReports;
}

void Headless::take(TrackUnderruns& underruns)
{
    missingByTrack[underruns.track] = underruns.missingFrames;
    proxyByTrack[underruns.track] = underruns.proxyFrames;
}

void Headless::take(DeviceStatus& status)
{
    device = std::move(status);
}

} // namespace loophole
