#include "Signal/Device/DeviceChoice.h"

#include <utility>

namespace loophole::signal
{
namespace
{

/** What --device takes and what people read. */
std::pair<const char*, const char*> namesOf(DeviceKind kind)
{
    switch (kind)
    {
    case DeviceKind::jack:
        return {"jack", "JACK"};
    case DeviceKind::pulse:
        return {"pulse", "PulseAudio"};
    case DeviceKind::alsa:
        return {"alsa", "ALSA"};
    case DeviceKind::safeMode:
        return {"safe", "Safe mode"};
    case DeviceKind::null:
        return {"null", "Null"};
    case DeviceKind::offline:
        return {"offline", "Offline"};
    }
    return {"null", "Null"};
}

} // namespace

std::string toString(const DeviceChoice& choice)
{
    const std::string keyword = namesOf(choice.kind).first;
    return choice.name.empty() ? keyword : keyword + ':' + choice.name;
}

std::string describe(const DeviceChoice& choice)
{
    const std::string kind = namesOf(choice.kind).second;
    return choice.name.empty() ? kind : kind + ' ' + choice.name;
}

} // namespace loophole::signal
