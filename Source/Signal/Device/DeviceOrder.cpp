#include "Signal/Device/DeviceOrder.h"

#include <algorithm>
#include <cstdlib>
#include <optional>

namespace loophole::signal
{
namespace
{

constexpr DeviceKind everyKind[] = {DeviceKind::jack,     DeviceKind::pulse, DeviceKind::alsa,
                                    DeviceKind::safeMode, DeviceKind::null,  DeviceKind::offline};

/** ASCII only: keywords have no other letters. */
std::string lowerCase(std::string_view text)
{
    std::string lower(text);
    for (auto& c : lower)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return lower;
}

/** "jack", "JACK", "alsa:hw:0,0": what needs no look at the system. */
std::optional<DeviceChoice> parseKeyword(std::string_view name)
{
    const auto lower = lowerCase(name);
    for (const auto kind : everyKind)
    {
        const auto keyword = toString({kind, {}});
        if (lower == keyword || lower == lowerCase(describe({kind, {}})))
            return DeviceChoice{kind, {}};
        const bool takesName = kind == DeviceKind::jack || kind == DeviceKind::alsa;
        if (takesName && name.size() > keyword.size() + 1 && lower.starts_with(keyword + ':'))
            return DeviceChoice{kind, std::string(name.substr(keyword.size() + 1))};
    }
    return std::nullopt;
}

Failure unknownDevice(std::string_view name, const std::vector<DeviceListing>& listings)
{
    std::string why = "no such device; there are: default";
    for (const auto kind : everyKind)
        why += ", " + toString({kind, {}});
    for (const auto& listing : listings)
        why += ", " + toString(listing.choice);
    return {std::string(name), why};
}

Outcome<DeviceChoice> findByName(DeviceThread& thread, std::string_view name, DeviceBackends& backends)
{
    if (auto keyword = parseKeyword(name))
        return *keyword;
    const auto listings = backends.list(thread);
    const auto found = std::find_if(listings.begin(), listings.end(),
                                    [name](const auto& listing) { return listing.choice.name == name; });
    if (found != listings.end())
        return found->choice;
    if (backends.definesAlsaPcm(thread, name))
        return DeviceChoice{DeviceKind::alsa, std::string(name)};
    return unknownDevice(name, listings);
}

const char* remedyFor(DeviceKind kind)
{
    switch (kind)
    {
    case DeviceKind::jack:
        return "Start a JACK server to play through it, or choose another device.";
    case DeviceKind::pulse:
        return "Start PulseAudio or PipeWire for this user, or choose another device.";
    case DeviceKind::alsa:
        return "Connect a sound card, see that no other program holds it and that you are in the group audio.";
    default:
        return "`loophole-cli doctor` lists what can be chosen.";
    }
}

std::string stepDownWarning(const DeviceChoice& from, const std::string& why, const DeviceChoice& to)
{
    auto text = describe(from) + ": " + why + ". Falling back to " + describe(to) + '.';
    if (to.kind == DeviceKind::safeMode)
        text += " Sound comes 100 ms late there.";
    if (to.kind == DeviceKind::null)
        text += " Audio will be inaudible but the engine will run normally.";
    return text + ' ' + remedyFor(from.kind);
}

} // namespace

Outcome<DeviceOrder> DeviceOrder::from(DeviceThread& thread, std::string_view configured, DeviceBackends& backends)
{
    DeviceOrder order;
    order.isConfigured = !configured.empty() && configured != "default";
    if (order.isConfigured)
    {
        auto found = findByName(thread, configured, backends);
        if (!found.ok())
            return found.failure();
        order.choices.push_back(std::move(found).value());
        const auto kind = order.choices.front().kind;
        if (kind == DeviceKind::null || kind == DeviceKind::offline)
            return order;
    }
    for (const auto kind :
         {DeviceKind::jack, DeviceKind::pulse, DeviceKind::alsa, DeviceKind::safeMode, DeviceKind::null})
        if (order.choices.empty() || order.choices.front() != DeviceChoice{kind, {}})
            order.choices.push_back({kind, {}});
    return order;
}

std::size_t DeviceOrder::countWithoutFallback() const
{
    if (isConfigured)
        return std::min<std::size_t>(1, choices.size());
    const auto substitute =
        std::find_if(choices.begin(), choices.end(),
                     [](const DeviceChoice& choice)
                     { return choice.kind == DeviceKind::safeMode || choice.kind == DeviceKind::null; });
    return static_cast<std::size_t>(substitute - choices.begin());
}

bool isFallbackAllowed()
{
    const auto* value = std::getenv("LOOPHOLE_ALLOW_FALLBACK");
    return value == nullptr || std::string_view(value) != "0";
}

Outcome<OpenedDevice> openFirst(DeviceThread& thread, const DeviceOrder& order, std::size_t begin, std::size_t end,
                                const DeviceRequest& request, DeviceBackends& backends, const StartDevice& start)
{
    OpenedDevice result;
    std::string causes;
    for (auto rank = begin; rank < end; ++rank)
    {
        const auto& choice = order.choices[rank];
        auto device = backends.make(choice);
        auto opened = device->open(thread, request);
        auto started = opened.ok() ? start(*device, opened.value()) : Outcome<void>(opened.failure());
        if (started.ok())
        {
            result.device = std::move(device);
            result.format = opened.value();
            result.rank = rank;
            return result;
        }
        const auto& why = started.failure().why;
        causes += (causes.empty() ? "" : "; ") + (end - begin == 1 ? why : describe(choice) + ": " + why);
        if (rank + 1 < end)
            result.warnings.push_back(stepDownWarning(choice, why, order.choices[rank + 1]));
    }
    const auto isOne = end == begin + 1;
    return Failure{isOne ? describe(order.choices[begin]) : "audio device",
                   causes.empty() ? "none may be used" : causes};
}

} // namespace loophole::signal
