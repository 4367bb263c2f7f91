#pragma once

#include "Signal/Disk/CurrentMounts.h"
#include "Signal/Disk/Disk.h"
#include "Signal/Scan/ContentReading.h"
#include "Signal/Stream/FactSink.h"

#include <map>

namespace loophole::signal
{

/**
    Has files read for their prints, in steps of the disk pool. What is waited for comes behind openings and listings;
    the rest behind everything, and stands still while the device plays near its limit, and on remote file systems
    while anything plays. Belongs to Signal's control thread, whose loop calls step().
*/
class FingerprintService
{
public:
    /** 10 ms of a spinning disk: nobody waits longer for a worker because of this. */
    static constexpr std::int64_t quietStep = 1 << 20;
    static constexpr std::int64_t waitedStep = 8 << 20;
    /** Of the deadline of the device's callback. */
    static constexpr double nearLimit = 0.5;
    /** Steps at once of what nobody waits for. */
    static constexpr std::size_t mostQuiet = 2;

    struct Parts
    {
        const Clock& clock;
        Disk& disk;
        FactSink& facts;
        CloudRules rules;
        CurrentMounts& mounts;
    };
    struct Load
    {
        bool isPlaying = false;
        double callback = 0; ///< longest one lately, as a share of its deadline
    };

    explicit FingerprintService(Parts);
    ~FingerprintService();
    FingerprintService(const FingerprintService&) = delete;
    FingerprintService& operator=(const FingerprintService&) = delete;

    /** MediaFingerprinted answers, once or twice; within seconds also where the drive hangs. */
    void begin(SignalThread&, const FingerprintMedia&);
    /** No answer comes any more. */
    void cancel(SignalThread&, RequestId);

    void step(SignalThread&, Load);

private:
    class Job;
    struct Reading
    {
        DeviceId device;
        bool isWaitedFor = false;
        std::unique_ptr<ContentReading> content; ///< null while a job has it
    };

    [[nodiscard]] bool mayGoOn(const Reading&, Load) const;
    void submit(SignalThread&, RequestId, Reading&);
    void finished(SignalThread&, RequestId, std::unique_ptr<ContentReading>, bool wasBegun);
    void giveUpHung(SignalThread&);

    Parts parts;
    std::shared_ptr<FingerprintService*> self; ///< null once this is gone: jobs may come back later
    std::map<RequestId, Reading> readings;
    std::size_t quietSteps = 0; ///< under way
    Instant nextLook{};
};

} // namespace loophole::signal
