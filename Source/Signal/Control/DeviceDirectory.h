#pragma once

#include "Concurrency/SpscQueue.h"
#include "Messages/Preferences.h"
#include "Signal/Device/DeviceBackends.h"
#include "Signal/Device/DeviceWorker.h"
#include "Signal/Stream/FactSink.h"

#include <memory>

namespace loophole::signal
{

/** Tells what could be played through, as DevicesListed. Belongs to Signal's control thread; the servers are asked on
    the device thread, where the question waits behind a device that is being opened. */
class DeviceDirectory
{
public:
    /** All must outlive the directory; a question that is still under way when it ends is answered to nobody. */
    DeviceDirectory(DeviceWorker&, DeviceBackends&, FactSink&);

    /** Asked again before the answer, it is one question. */
    void ask(SignalThread&);
    void step(SignalThread&);

private:
    struct Answers
    {
        SpscQueue<DevicesListed, DeviceThread, SignalThread> queue{2};
    };

    DeviceWorker& worker;
    DeviceBackends& backends;
    FactSink& facts;
    std::shared_ptr<Answers> answers = std::make_shared<Answers>();
    bool isAsking = false;
};

} // namespace loophole::signal
