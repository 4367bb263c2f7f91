#include "Signal/Device/SystemBackends.h"

#include "Signal/Device/AlsaDevice.h"
#include "Signal/Device/AlsaNames.h"
#include "Signal/Device/JackDevice.h"
#include "Signal/Device/JuceDevice.h"
#include "Signal/Device/NullDevice.h"
#include "Signal/Device/OfflineDevice.h"

namespace loophole::signal
{

std::vector<DeviceListing> SystemBackends::list(DeviceThread&)
{
    std::vector<DeviceListing> listings;
    const auto add = [&](DeviceKind kind, const std::string& name, const std::string& description)
    {
        auto& listing = listings.emplace_back();
        listing.choice.kind = kind;
        listing.choice.name = name;
        listing.description = description;
    };
    for (const auto& client : JackDevice::listClients())
        add(DeviceKind::jack, client, "JACK client " + client);
    for (const auto& pcm : listAlsaPcms())
        add(DeviceKind::alsa, pcm.name, pcm.description);
    return listings;
}

bool SystemBackends::definesAlsaPcm(DeviceThread&, std::string_view name)
{
    return isAlsaPcmDefined(name);
}

std::unique_ptr<OutputDevice> SystemBackends::make(const DeviceChoice& choice)
{
    switch (choice.kind)
    {
    case DeviceKind::jack:
        return std::make_unique<JackDevice>(choice.name);
    case DeviceKind::pulse:
        return std::make_unique<AlsaDevice>("pulse");
    case DeviceKind::alsa:
        return std::make_unique<AlsaDevice>(choice.name.empty() ? "default" : choice.name);
    case DeviceKind::safeMode:
        return std::make_unique<JuceDevice>();
    case DeviceKind::offline:
        return std::make_unique<OfflineDevice>();
    case DeviceKind::null:
        break;
    }
    return std::make_unique<NullDevice>();
}

} // namespace loophole::signal
