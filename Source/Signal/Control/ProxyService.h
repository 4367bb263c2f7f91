#pragma once

#include "Messages/Transport.h"
#include "Signal/Proxy/ProxyBuilder.h"
#include "Signal/Stream/FactSink.h"
#include "Signal/Stream/StreamEngine.h"

#include <atomic>
#include <memory>
#include <unordered_map>

namespace loophole::signal
{

/** What is stored for a medium, as the stream engine reads it. */
[[nodiscard]] ProxyMedium proxyMediumOf(const StoredProxy&);

/**
    Finds the proxies of assets by their paths, and builds those that are asked for; tells both as ProxyChanged and
    hands the proxies to the stream engine. Belongs to Signal's control thread. Finding is done by playback's own disk,
    for it may be what is waited for; building by workers that never keep a read for playback waiting.
*/
class ProxyService
{
public:
    static constexpr Instant progressInterval = std::chrono::milliseconds(250);

    /** The builder and the store that it uses in one piece: a worker that hangs keeps both after the program's end. */
    struct Workshop
    {
        ProxyStore store;
        ProxyBuilder builder;
        Workshop(const std::filesystem::path& folder, OpenMedia open,
                 std::int64_t capacityBytes = limits::defaultCacheBytes)
            : store(folder, capacityBytes), builder(store, std::move(open))
        {
        }
    };

    struct Parts
    {
        const Clock& clock;
        Disk& disk;
        Disk& workers;
        StreamEngine& engine;
        FactSink& facts;
    };

    /** Everything must outlive the service; jobs that are still running when it ends are told to stop. Disk and workers
        are drained by others. */
    ProxyService(Parts, std::shared_ptr<const Workshop>);
    ~ProxyService();
    ProxyService(const ProxyService&) = delete;
    ProxyService& operator=(const ProxyService&) = delete;

    /** Looks whether a proxy was made from this path, without touching the medium. */
    void find(SignalThread&, AssetId, const std::filesystem::path&);
    /** Finds the proxy by the medium's content, or builds it. Asked again while that is under way, it goes on. */
    void request(SignalThread&, const RequestProxy&, const std::filesystem::path&);
    /** Building is given up. */
    void cancel(SignalThread&, AssetId);
    /** The asset is of no interest any more. */
    void forget(SignalThread&, AssetId);

    /** What is asked for from now on is found and built there. */
    void use(SignalThread&, std::shared_ptr<const Workshop> other) { workshop = std::move(other); }

    /** Tells how far the builds are. */
    void step(SignalThread&);

private:
    class FindJob;
    class BuildJob;

    struct Build
    {
        std::shared_ptr<std::atomic<bool>> isCancelled;
        std::shared_ptr<std::atomic<double>> progress;
    };

    void found(SignalThread&, AssetId, const std::optional<StoredProxy>&);
    void built(SignalThread&, AssetId, Outcome<BuiltProxy>&&);
    void tell(SignalThread&, AssetId, ProxyStatus, const StoredProxy* = nullptr, std::string cause = {});
    bool stop(SignalThread&, AssetId);

    Parts parts;
    std::shared_ptr<const Workshop> workshop;
    std::unordered_map<AssetId, Build> builds;
    std::shared_ptr<std::atomic<bool>> isAlive; ///< false once the service is gone; for finish() of late jobs
    Instant nextProgress{};
};

} // namespace loophole::signal
