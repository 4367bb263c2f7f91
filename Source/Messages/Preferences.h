#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

/** What the user sets about the whole program; takes effect at once. Aura → Pulse → Signal, and the answers. */
namespace loophole
{

/** Asks what could be played through now; DevicesListed answers, late where a sound server does not answer. */
struct ListDevices
{
};
struct DevicesListed
{
    struct Device
    {
        std::string name; ///< as ChooseDevice takes it: "jack", "alsa:hw:0,0"
        std::string description;
    };
    std::vector<Device> devices;
};
/** The device is opened anew; the transport goes on. DeviceStatus tells what has become of it. */
struct ChooseDevice
{
    std::string device; ///< empty: the order of devices decides
    int blockFrames =
        512; ///< minCallbackFrames … maxCallbackFrames; devices that have their own take the nearest they can
};

/** What blocks of samples may take in memory. A smaller one is reached as blocks can be spared. */
struct SetMemoryBudget
{
    std::size_t bytes = 0;
};

/** Where what can be made again is kept from now on, and how much of it: more than that is removed, the longest unused
    first, when something is added. What lies in the former folder stays there. */
struct SetCaches
{
    std::filesystem::path folder; ///< absolute; peaks and proxies have a folder each in it
    std::int64_t peakBytes = 0;
    std::int64_t proxyBytes = 0;
};
/** Asks what those folders hold; CachesMeasured answers. */
struct MeasureCaches
{
};
struct CachesMeasured
{
    struct Folder
    {
        std::filesystem::path path;
        std::int64_t bytes = 0;
        std::size_t files = 0;
    };
    Folder peaks;
    Folder proxies;
};
/** Removes what those folders hold; what is in use stays readable. CachesMeasured answers. */
struct ClearCaches
{
    bool peaks = false;
    bool proxies = false;
};

/** The loudness of the whole programme counts from now on. */
struct ResetLoudness
{
};

} // namespace loophole
