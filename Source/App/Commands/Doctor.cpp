#include "App/Commands/BufferCheck.h"
#include "App/Commands/Command.h"
#include "App/Engine/Folders.h"

#include "Core/Limits.h"
#include "Signal/Codec/CodecSupport.h"
#include "Signal/Device/DeviceOrder.h"
#include "Signal/Device/SystemBackends.h"
#include "Signal/Disk/DiskPool.h"

#include <iostream>
#include <thread>

namespace loophole::cli
{
namespace
{

Json describe(const signal::DeviceCapabilities& capabilities)
{
    return {{"audible", capabilities.isAudible},
            {"keepsRealTime", capabilities.keepsRealTime},
            {"choosesRate", capabilities.choosesRate},
            {"choosesBlock", capabilities.choosesBlock},
            {"canVanish", capabilities.canVanish}};
}

/** Opens the device that would be played through, without a sound, and closes it again. */
Json describeChosen(DeviceThread& thread, const signal::DeviceOrder& order, signal::SystemBackends& backends)
{
    const auto end = signal::isFallbackAllowed() ? order.choices.size() : order.countWithoutFallback();
    const auto opened =
        signal::openFirst(thread, order, 0, end, {}, backends,
                          [](signal::OutputDevice&, const signal::DeviceFormat&) { return Outcome<void>(); });
    if (!opened)
        return {{"backend", nullptr}, {"error", opened.failure().message()}, {"warnings", Json::array()}};
    const auto& device = opened.value();
    const auto status = device.device->status();
    return {{"backend", status.backend},
            {"name", status.name},
            {"sampleRate", device.format.rate.hz()},
            {"blockFrames", device.format.blockFrames},
            {"channels", device.format.channels},
            {"capabilities", describe(device.device->capabilities())},
            {"warnings", device.warnings},
            {"error", nullptr}};
}

Json describeDevices(const std::string& configured)
{
    auto thread = DeviceThread::mint();
    signal::SystemBackends backends;
    auto listed = Json::array();
    for (const auto& listing : backends.list(thread))
        listed.push_back({{"name", signal::toString(listing.choice)}, {"description", listing.description}});
    const auto order = signal::DeviceOrder::from(thread, configured, backends);
    if (!order)
        return {{"listed", listed},
                {"order", Json::array()},
                {"chosen", {{"backend", nullptr}, {"error", order.failure().message()}}}};
    auto names = Json::array();
    for (const auto& choice : order.value().choices)
        names.push_back(signal::toString(choice));
    return {{"order", names}, {"listed", listed}, {"chosen", describeChosen(thread, order.value(), backends)}};
}

Json describeFormats()
{
    auto formats = Json::array();
    for (const auto& format : signal::codecSupport())
        formats.push_back({{"formats", format.formats},
                           {"through", format.library.empty() ? "Loophole" : format.library},
                           {"available", format.isAvailable}});
    return formats;
}

Json describeFolder(const std::filesystem::path& folder)
{
    std::error_code error;
    auto existing = folder;
    while (!std::filesystem::exists(existing, error) && existing.has_relative_path())
        existing = existing.parent_path();
    const auto space = std::filesystem::space(existing, error);
    return {{"path", folder.native()}, {"freeMiB", error ? 0 : space.available >> 20}};
}

Json describeLimits()
{
    return {{"budgetMiB", limits::defaultBudgetBytes >> 20},
            {"blockFrames", limits::blockFrames},
            {"maxChannels", limits::maxChannels},
            {"playRate", {limits::lowestPlayRate, limits::highestPlayRate}},
            {"maxCallbackFrames", limits::maxCallbackFrames},
            {"readAheadMs", limits::readAhead.count()},
            {"diskThreads", signal::DiskPool::defaultWorkerCount()},
            {"cores", std::thread::hardware_concurrency()},
            {"streamFileMiB", limits::streamFileBytes >> 20},
            {"streamDecodedMiB", limits::streamDecodedBytes >> 20},
            {"decodedSounds", limits::mostDecodedSounds},
            {"slowDecodeMs", limits::slowDecode.count()},
            {"streamOnlyDecodeMs", limits::streamOnlyDecode.count()},
            {"pressure", {limits::highPressure, limits::criticalPressure}}};
}

void printForPeople(const Json& report)
{
    const auto& chosen = report["device"]["chosen"];
    std::cout << "Device: "
              << (chosen["backend"].is_null()
                      ? "none: " + chosen["error"].get<std::string>()
                      : chosen["backend"].get<std::string>() + " " + chosen["name"].get<std::string>())
              << '\n';
    std::cout << "  order:";
    for (const auto& name : report["device"]["order"])
        std::cout << ' ' << name.get<std::string>();
    std::cout << '\n';
    for (const auto& device : report["device"]["listed"])
        std::cout << "  " << device["name"].get<std::string>() << "  " << device["description"].get<std::string>()
                  << '\n';
    for (const auto& warning : report["warnings"])
        std::cout << "  warning: " << warning.get<std::string>() << '\n';
    std::cout << "Formats:\n";
    for (const auto& format : report["formats"])
        std::cout << "  " << format["formats"].get<std::string>() << " (" << format["through"].get<std::string>() << ')'
                  << (format["available"].get<bool>() ? "" : ": not built in") << '\n';
    std::cout << "Folders:\n";
    for (const auto& [name, folder] : report["folders"].items())
        std::cout << "  " << name << ": " << folder["path"].get<std::string>() << ", " << folder["freeMiB"]
                  << " MiB free\n";
    printBuffers(report["buffers"]);
    std::cout << "Limits:\n";
    for (const auto& [name, limit] : report["limits"].items())
        std::cout << "  " << name << ": " << limit << '\n';
}

int doctor(const CommandLine& line, const std::string& device)
{
    const auto folders = Folders::forUser(line.options().cacheFolder, line.options().dataFolder);
    Json report{{"version", LOOPHOLE_VERSION},
                {"device", describeDevices(device)},
                {"formats", describeFormats()},
                {"folders", {{"cache", describeFolder(folders.cache)}, {"data", describeFolder(folders.data)}}},
                {"limits", describeLimits()},
                {"buffers", describeBuffers(folders.cache / "Buffers")}};
    report["warnings"] = report["device"]["chosen"].value("warnings", Json::array());
    if (line.options().json)
        line.print(report);
    else
        printForPeople(report);
    return done;
}

} // namespace

void addDoctor(CommandLine& line)
{
    const auto device = std::make_shared<std::string>();
    line.add(line.root(), "doctor", "Tell what Loophole finds on this machine",
             [&line, device] { return doctor(line, *device); })
        .add_option("--device", *device, "As for play: which device would be used");
}

} // namespace loophole::cli
