#pragma once

#include "App/Engine/Folders.h"
#include "Model/Session.h"
#include "Pulse/Assets/AssetRegistry.h"
#include "Signal/Control/OfflineResidency.h"
#include "Signal/Control/ProxyService.h"
#include "Signal/Disk/DiskPool.h"

#include <memory>
#include <vector>

namespace loophole
{

/**
    A session and the streaming engine on one thread, for rendering: no device, no queues, the same engine, plan and
    mixer as for playing.
*/
class OfflineSession final : private signal::FactSink
{
public:
    /** A medium that has not answered by then is taken for missing. */
    static constexpr Instant mediaPatience = std::chrono::seconds(10);

    /** Opens a document, or makes a session of files, and finds its media. Missing ones are no failure. */
    static Outcome<std::unique_ptr<OfflineSession>> open(const std::vector<std::filesystem::path>& what,
                                                         std::size_t budgetBytes,
                                                         const Folders& folders = Folders::forUser(),
                                                         PlaybackResolution resolution = PlaybackResolution::full);

    /** The same of a session as it is in memory, whose relative media start from `folder`. */
    static std::unique_ptr<OfflineSession> of(SessionPointer, const std::filesystem::path& folder,
                                              std::size_t budgetBytes, const Folders& folders = Folders::forUser(),
                                              PlaybackResolution resolution = PlaybackResolution::full);

    [[nodiscard]] const Session& session() const { return *content; }
    [[nodiscard]] int channels();
    /** Frame behind the last clip. */
    [[nodiscard]] FramePosition end();
    /** Absolute paths of media that cannot be heard. */
    [[nodiscard]] std::vector<std::filesystem::path> missingAssets() const;
    /** What could not be read, a line each. */
    [[nodiscard]] const std::vector<std::string>& decodeErrors() const { return errors; }

    [[nodiscard]] Outcome<signal::RenderReport> render(FrameRange, int block, signal::FrameSink&,
                                                       signal::RenderProgress* = nullptr);

private:
    OfflineSession(std::size_t budgetBytes, const Folders&, PlaybackResolution);
    Outcome<void> load(const std::vector<std::filesystem::path>& what);
    void findMedia(const std::filesystem::path& folder);
    void findProxy(const RegisterAsset&);
    void send(SignalThread&, SignalToPulse) override;

    const signal::CloudRules cloudRules;
    SteadyClock clock;
    SignalThread thread = SignalThread::mint();
    signal::DiskPool disk{clock, nullptr};
    AudioEpoch epoch;
    signal::BlockPool pool;
    signal::StreamEngine engine;
    signal::SessionPlayback playback;
    signal::OfflineResidency residency;
    signal::MovingRateKernel kernel;
    IdSource ids;
    AssetRegistry registry{ids};
    SessionPointer content;
    signal::ProxyStore proxies;
    std::vector<std::string> errors;
};

} // namespace loophole
