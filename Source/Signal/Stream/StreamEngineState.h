#pragma once

#include "Signal/Stream/AssetBook.h"
#include "Signal/Stream/BlockMeters.h"
#include "Signal/Stream/DeviceWatch.h"
#include "Signal/Stream/ProxyReads.h"
#include "Signal/Stream/ReadScheduler.h"
#include "Signal/Stream/StreamEngine.h"
#include "Signal/Stream/WindowBook.h"

#include <memory>

namespace loophole::signal
{

/** Waited for by a person, but by no clock. */
inline constexpr Urgency lookedAt{UrgencyClass::background, Instant::zero(), 0, false};

/** The parts of the engine and how they hear of one another. On Signal's control thread. */
class StreamEngine::State final : public StreamJobReceiver
{
public:
    State(Parts, SampleRate gridRate);
    ~State() override;
    State(const State&) = delete;
    State& operator=(const State&) = delete;

    void receive(SignalThread&, OpenedMedium) override;
    void receive(SignalThread&, ReadBlocks) override;
    void receive(SignalThread&, ReadWaveform) override;
    void receive(SignalThread& thread, FolderListed listed) override { parts.facts.send(thread, std::move(listed)); }
    void receive(SignalThread&, const KnownLink& link) override { assets.mounts().learn(link); }

    void setBudget(SignalThread&, std::size_t bytes);
    void registerAsset(SignalThread&, const RegisterAsset&);
    void forget(SignalThread&, AssetId);
    void download(SignalThread&, AssetSource&);
    void setGridRate(SignalThread&, SampleRate);
    void request(SignalThread&, StreamWindow);
    void request(SignalThread&, const RequestWaveform&);
    void cancel(SignalThread&, WindowKey, std::uint32_t revision);
    void cancelDoubtfulReads(SignalThread&);
    void watchDevices(SignalThread&);
    void setProxy(SignalThread&, AssetSource&, std::optional<ProxyMedium>);
    void stepProxies(SignalThread&);
    [[nodiscard]] StreamCause causeOf(const AssetSource&) const;
    [[nodiscard]] WindowState stateOf(const StreamWindow&) const;
    [[nodiscard]] Instant nextStep() const;

    Parts parts;
    std::shared_ptr<StreamJobContext> context;
    BlockCache cache;
    WindowBook windows;
    AssetBook assets;
    ReadScheduler scheduler;
    ProxySwitch proxySwitch;
    ProxyReads proxyReads;
    BlockMeters meters;
    std::uint64_t mediaVersion = 1;
    Instant nextLoad{};        ///< when loads are measured next
    bool returnsPages = false; ///< to the system, as soon as blocks have come home
    DeviceWatch deviceWatch;

private:
    void tell(SignalThread&, const AssetSource&, OfflineStatus before, const std::string& cause);
    void retryNow(DeviceId);
    void takeFromProxy(SignalThread&, ReadBlocks);
    void checkProxy(SignalThread&, AssetSource&);
    void lookAgain(AssetSource&);
    void measureLoad(SignalThread&);
    [[nodiscard]] double neededOf(DeviceId) const;
    void take(SignalThread&, const AssetBook::Change&);
    void giveUpTables(SignalThread&, AssetSource&);
    void reportIfComplete(SignalThread&, StreamWindow&);
    void reportOnce(SignalThread&, AssetSource&, const Failure&, FrameRange silent = {});
    void sendWaveform(SignalThread&, const AssetSource&, const RequestWaveform&);
};

} // namespace loophole::signal
