#include "App/Commands/Command.h"
#include "App/Commands/Progress.h"
#include "App/Engine/Folders.h"

#include "Core/Clock.h"
#include "Signal/Disk/UsableCores.h"
#include "Signal/Peaks/LowPriority.h"
#include "Signal/Proxy/ProxyBuilder.h"

#include <atomic>
#include <iostream>
#include <mutex>
#include <optional>
#include <thread>

namespace loophole::cli
{
namespace
{

struct ProxyArguments
{
    std::vector<std::filesystem::path> files;
    std::string quality = "draft";
    bool force = false;
};

struct BuildResult
{
    std::optional<Outcome<signal::BuiltProxy>> built;
    double seconds = 0;
};

/** How far all files are together. Safe from any thread. */
class SharedProgress
{
public:
    explicit SharedProgress(std::size_t files) : shares(files) {}

    void show(std::size_t file, double share)
    {
        const std::scoped_lock lock(mutex);
        sum += share - shares[file];
        shares[file] = share;
        progress.show(sum / static_cast<double>(shares.size()));
    }

private:
    std::mutex mutex;
    std::vector<double> shares;
    double sum = 0;
    Progress progress{"proxies"};
};

/** Each core takes file after file, and all of them the stretches of one where there are fewer files; behind everything
 * else that the machine does. */
std::vector<BuildResult> buildAll(const ProxyArguments& arguments, const signal::ProxyBuilder& builder)
{
    std::vector<BuildResult> results(arguments.files.size());
    SharedProgress progress(results.size());
    const auto cores = static_cast<std::size_t>(signal::usableCores());
    const auto threads = std::min(results.size(), cores);
    std::atomic<std::size_t> next{0};
    const auto work = [&]
    {
        auto thread = DiskThread::mint();
        signal::lowerPriorityOfThisThread();
        const SteadyClock clock;
        for (auto i = next.fetch_add(1); i < results.size(); i = next.fetch_add(1))
        {
            signal::ProxyBuilder::Options options;
            options.quality = arguments.quality == "opus" ? ProxyQuality::opus : ProxyQuality::draft;
            options.force = arguments.force;
            options.progress = [&](double share) { progress.show(i, share); };
            options.threads = static_cast<int>(cores / threads);
            const auto began = clock.now();
            results[i].built.emplace(builder.build(thread, arguments.files[i], options));
            results[i].seconds = std::chrono::duration<double>(clock.now() - began).count();
        }
    };
    std::vector<std::jthread> beside;
    for (std::size_t i = 0; i < threads; ++i)
        beside.emplace_back(work);
    beside.clear();
    return results;
}

Json rowOf(const std::filesystem::path& file, const BuildResult& result)
{
    const auto& built = *result.built;
    const auto* proxy = built ? &built.value().proxy : nullptr;
    return {{"path", file.native()},
            {"bytes", proxy != nullptr ? proxy->record.proxyBytes : 0},
            {"seconds", result.seconds},
            {"proxy", proxy != nullptr ? Json(proxy->file.native()) : Json(nullptr)},
            {"sampleRate", proxy != nullptr ? proxy->record.proxy.sampleRate : 0},
            {"channels", proxy != nullptr ? proxy->record.proxy.channels : 0},
            {"lengthSamples", proxy != nullptr ? proxy->record.proxy.length : 0},
            {"fromCache", proxy != nullptr && built.value().fromCache},
            {"error", built ? Json(nullptr) : Json(built.failure().why)}};
}

int buildProxies(const CommandLine& line, const ProxyArguments& arguments)
{
    const auto folders = Folders::forUser(line.options().cacheFolder, line.options().dataFolder);
    const signal::ProxyStore store(folders.cache / "Proxies");
    const auto results = buildAll(arguments, {store, signal::openMedia});

    auto exitCode = done;
    auto rows = Json::array();
    for (std::size_t i = 0; i < results.size(); ++i)
    {
        const auto& built = *results[i].built;
        if (!built)
        {
            line.fail(built.failure());
            exitCode = failed;
        }
        rows.push_back(rowOf(arguments.files[i], results[i]));
        if (!line.options().json && built)
            std::cout << arguments.files[i].native() << ": " << built.value().proxy.record.proxyBytes << " bytes in "
                      << results[i].seconds << (built.value().fromCache ? " s, from the cache\n" : " s\n");
    }
    if (line.options().json)
        line.print({{"files", rows}});
    return exitCode;
}

} // namespace

void addProxy(CommandLine& line)
{
    const auto arguments = std::make_shared<ProxyArguments>();
    auto& command = line.add(line.root(), "proxy", "Build proxies of media files in the cache",
                             [&line, arguments] { return buildProxies(line, *arguments); });
    command.add_option("FILE", arguments->files, "Media files")->required();
    command
        .add_option("--quality", arguments->quality,
                    "draft: half the rate, 16-bit, cheap to read; opus: 128 kb/s, the smallest")
        ->check(CLI::IsMember({"draft", "opus"}))
        ->capture_default_str();
    command.add_flag("--force", arguments->force, "Build them even if the cache has them");
}

} // namespace loophole::cli
