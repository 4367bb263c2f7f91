#pragma once

#include "Signal/Control/SignalControl.h"
#include "Support/HandCrankedDisk.h"
#include "Support/MediaLibrary.h"
#include "Support/RealtimeTrap.h"
#include "Support/SessionParts.h"
#include "Support/TemporaryFolder.h"
#include "Support/TestSignals.h"
#include "Support/VirtualClock.h"

#include <deque>

namespace loophole::testing
{

/** The device of a test: calls back when the test says so, with the realtime traps armed, and keeps what came out. */
class ArmedDevice final : public signal::OutputDevice
{
public:
    ~ArmedDevice() override { stopAtLast(); }

    /** The next `frames` of output, in callbacks of `block` frames. */
    [[nodiscard]] TestSignal render(std::int64_t frames, int block = 512)
    {
        TestSignal output(2, frames);
        for (std::int64_t done = 0; done < frames; done += block)
        {
            float* const at[] = {output.channels[0].data() + done, output.channels[1].data() + done};
            const auto part = static_cast<int>(std::min<std::int64_t>(block, frames - done));
            const ArmedSection armed;
            callback->render(audio, {at, 2, part});
            counted().callbacks.fetch_add(1);
        }
        return output;
    }

    [[nodiscard]] signal::DeviceCapabilities capabilities() const override { return {}; }

protected:
    Outcome<signal::DeviceFormat> connect(const signal::DeviceRequest& request) override
    {
        return signal::DeviceFormat{request.rate, request.blockFrames, 2};
    }
    Outcome<void> run(signal::RenderCallback& toCall, const signal::DeviceFormat& format) override
    {
        callback = &toCall;
        callback->prepare(format.rate, format.blockFrames, format.channels);
        return {};
    }
    void halt() override { callback = nullptr; }
    [[nodiscard]] std::string backendName() const override { return "Test"; }
    [[nodiscard]] std::string deviceName() const override { return "armed"; }

private:
    AudioThread audio = AudioThread::mint();
    signal::RenderCallback* callback = nullptr;
};

class ArmedBackends final : public signal::DeviceBackends
{
public:
    [[nodiscard]] std::vector<signal::DeviceListing> list(DeviceThread&) override { return listed; }
    [[nodiscard]] bool definesAlsaPcm(DeviceThread&, std::string_view) override { return false; }
    [[nodiscard]] std::unique_ptr<signal::OutputDevice> make(const signal::DeviceChoice&) override
    {
        auto made = std::make_unique<ArmedDevice>();
        device = made.get();
        ++count;
        return made;
    }

    ArmedDevice* device = nullptr; ///< the one that was made last
    int count = 0;                 ///< that were made
    std::vector<signal::DeviceListing> listed;
};

/** Does what is posted at once. */
class ImmediateWorker final : public signal::DeviceWorker
{
public:
    void post(Job job) override { job(thread); }

private:
    DeviceThread thread = DeviceThread::mint();
};

/** All of Signal on one thread: the test cranks the clock, the disks, the control loop and the device. */
struct ControlStage
{
    explicit ControlStage(std::size_t budget = std::size_t{64} << 20, std::filesystem::path proxyFolder = {})
        : control({clock, queues, disk, peakWorkers, worker, backends, &MediaLibrary::open, [](const std::string&) {}},
                  {budget, "null", 512, peaks.path(), peaks / "Buffers", std::move(proxyFolder),
                   [] { return systemMemory; }})
    {
    }

    template <class Message>
    void tell(Message message)
    {
        if (!queues.pulseToSignal.trySend(pulse, PulseToSignal(std::move(message))))
            throw std::runtime_error("the queue is full");
    }

    /** A turn of the control loop, and Pulse takes in what it was told. */
    void turn()
    {
        control.step(signalThread);
        SignalToPulse fact;
        while (queues.signalToPulse.tryReceive(pulse, fact))
            facts.push_back(std::move(fact));
    }

    /** Turns until neither the disks nor the loop have anything left to do: what one turn asks for, the next sends. */
    void settle()
    {
        for (auto idle = 0; idle < 2; ++idle)
        {
            turn();
            if (disk.runAll() + peakWorkers.runAll() > 0)
                idle = -1;
        }
        clock.advance(std::chrono::milliseconds(50));
        turn();
    }

    /** Registers a medium, publishes a session that plays it from frame 0, and asks for its first seconds. */
    void play(TestSignal signal)
    {
        media.put("/media/1.wav", std::move(signal));
        tell(RegisterAsset{AssetId{1}, "/media/1.wav", AssetType::sample});
        tell(PublishSession{std::make_shared<const Session>(sessionOf({trackOf(1, {clipOf(1, 1, 0)})})), 1});
        settle();
        want(0, 100'000);
        tell(PlayTransport{});
        settle();
    }

    void want(std::int64_t from, std::int64_t frames, std::uint32_t revision = 1)
    {
        ClipWindowRequest window;
        window.clip = ClipId{1};
        window.asset = AssetId{1};
        window.range = {FramePosition(from), FrameCount(frames)};
        window.revision = revision;
        tell(window);
    }

    [[nodiscard]] TestSignal render(std::int64_t frames, int block = 512)
    {
        return backends.device->render(frames, block);
    }

    template <class Fact>
    [[nodiscard]] std::vector<Fact> all() const
    {
        std::vector<Fact> found;
        for (const auto& fact : facts)
            if (const auto* one = std::get_if<Fact>(&fact))
                found.push_back(*one);
        return found;
    }

    /** What the system tells of its memory: nothing, unless a test says so. */
    inline static signal::SystemMemory systemMemory;

    SignalThread signalThread = SignalThread::mint();
    PulseThread pulse = PulseThread::mint();
    TemporaryFolder peaks;
    MediaLibrary media;
    VirtualClock clock;
    Queues queues;
    HandCrankedDisk disk;
    HandCrankedDisk peakWorkers;
    ImmediateWorker worker;
    ArmedBackends backends;
    signal::SignalControl control;
    std::deque<SignalToPulse> facts;
};

} // namespace loophole::testing
