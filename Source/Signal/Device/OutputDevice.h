#pragma once

#include "Concurrency/ThreadTokens.h"
#include "Core/Outcome.h"
#include "Core/SampleRate.h"
#include "Messages/Transport.h"
#include "Signal/Callback/RenderCallback.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>

namespace loophole::signal
{

/** What is wanted of a device. Devices choose the nearest they can do; DeviceFormat says what it became. */
struct DeviceRequest
{
    SampleRate rate{48000};
    int blockFrames = 512;
    int channels = 2; ///< 1 … limits::maxChannels
};

/** What an open device does. The block is what it usually asks for: callbacks may be smaller or larger. */
struct DeviceFormat
{
    SampleRate rate;
    int blockFrames = 0;
    int channels = 0;
};

/** What callers may count on; they gate on these rather than on a backend's name. */
struct DeviceCapabilities
{
    bool isAudible = true;
    bool keepsRealTime = true; ///< calls back by a clock; false: only when cranked
    bool choosesRate = true;   ///< takes the rate that was asked for; false: has its own (JACK)
    bool choosesBlock = true;  ///< takes the block that was asked for
    bool canVanish = true;     ///< is a server's or a driver's, which may go away
};

/** What the audio side counts for whoever watches it. Outlives the device. Every member may be read on every thread. */
struct DeviceProgress
{
    std::atomic<std::uint64_t> callbacks{0}; ///< stands still when the device no longer calls back
    std::atomic<std::uint64_t> frames{0};
    std::atomic<std::uint64_t> xruns{0};          ///< periods that the device itself reports as late
    std::atomic<bool> isRealtimeScheduled{false}; ///< the system granted the callback thread a realtime priority
    std::atomic<bool> isLost{false}; ///< the backend has said that the device is gone; it will not come back by itself
};

/**
    A sound card, a sound server or a stand-in for one. Owns its callback thread or its connection to a server.
    Opened, started and stopped on the device thread, since each may wait for a server.

    Every running device is known to DeviceExit, which stops it if the process exits without destroying it.
*/
class OutputDevice
{
public:
    OutputDevice() = default;
    virtual ~OutputDevice();
    OutputDevice(const OutputDevice&) = delete;
    OutputDevice& operator=(const OutputDevice&) = delete;

    /** Connects without making a sound. On failure the device can be asked again. */
    [[nodiscard]] Outcome<DeviceFormat> open(DeviceThread&, const DeviceRequest&);

    /** Prepares the callback for the opened format and calls it from then on, until stop(). */
    [[nodiscard]] Outcome<void> start(DeviceThread&, RenderCallback&);

    /** Returns when no callback runs and none will. A second stop does nothing; start() may follow. */
    void stop(DeviceThread&);

    /** Backend, name and format; no warnings, which are the order's to give. */
    [[nodiscard]] DeviceStatus status() const;

    /** Calls back for `frames` frames here and now, where the device does not keep real time; otherwise does nothing.
     */
    virtual void crank(DeviceThread&, std::int64_t /*frames*/) {}

    [[nodiscard]] virtual DeviceCapabilities capabilities() const = 0;

    [[nodiscard]] std::shared_ptr<const DeviceProgress> progress() const { return counters; }
    [[nodiscard]] std::uint64_t xruns() const { return counters->xruns.load(std::memory_order_relaxed); }
    [[nodiscard]] bool isAlive() const { return !counters->isLost.load(std::memory_order_acquire); }

protected:
    virtual Outcome<DeviceFormat> connect(const DeviceRequest&) = 0;
    virtual Outcome<void> run(RenderCallback&, const DeviceFormat&) = 0;
    /** Joins whatever calls back. Only called after a run() that succeeded. */
    virtual void halt() = 0;
    [[nodiscard]] virtual std::string backendName() const = 0;
    [[nodiscard]] virtual std::string deviceName() const = 0;

    /** stop() for where there is no token. Every subclass's destructor calls it first: halt() must not meet members
       that are gone. */
    void stopAtLast();

    [[nodiscard]] DeviceProgress& counted() { return *counters; }

private:
    friend class DeviceExit;
    void haltIfRunning();

    std::shared_ptr<DeviceProgress> counters = std::make_shared<DeviceProgress>();
    /** Guards format and isRunning against DeviceExit, which stops from whichever thread calls exit(). */
    mutable std::mutex control;
    DeviceFormat format;
    bool isRunning = false;
};

} // namespace loophole::signal
