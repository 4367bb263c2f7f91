#pragma once

#include "Aura/Shell/AuraModel.h"

#include "Support/VirtualClock.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <vector>

namespace loophole::aura
{

/** Aura's model with Pulse's end of the queues, and the time, in the test's hand. */
struct ModelFixture
{
    Queues queues;
    PulseThread pulse = PulseThread::mint();
    MessageThread message = MessageThread::mint();
    testing::VirtualClock clock;
    AuraModel model{queues, message, clock};

    void say(PulseToAura fact)
    {
        REQUIRE(queues.pulseToAura.trySend(pulse, std::move(fact)));
        model.receive();
    }

    /** Everything Aura has sent since the last call. */
    std::vector<AuraToPulse> heard()
    {
        std::vector<AuraToPulse> all;
        for (AuraToPulse one; queues.auraToPulse.tryReceive(pulse, one);)
            all.push_back(one);
        return all;
    }

    template <class Command>
    static std::size_t count(const std::vector<AuraToPulse>& commands)
    {
        return static_cast<std::size_t>(std::count_if(
            commands.begin(), commands.end(), [](const auto& one) { return std::holds_alternative<Command>(one); }));
    }
};

} // namespace loophole::aura
