#pragma once

#include "Concurrency/ThreadTokens.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>

namespace loophole::signal
{

/** What may be given back when memory is short, the first first. What is about to be heard and what an audition plays
 * right now are not among them: they are never given back. */
enum class ReliefTier : std::uint8_t
{
    longTermPreviews,  ///< enhanced previews that are on disk as well
    predictedPreviews, ///< presets that may be asked for next
    warmBlocks,        ///< read ahead or heard already, and not needed soon
    decodedSounds      ///< whole sounds that wait to be used again
};

/** Asks the tiers in their order until enough was given back. On Signal's control thread. */
class ReliefOrder
{
public:
    /** Gives back up to so many bytes, or a little more; returns how many. */
    using Giver = std::function<std::size_t(SignalThread&, std::size_t bytes)>;

    /** One giver a tier; what it refers to must outlive this. */
    void set(ReliefTier tier, Giver giver) { givers[tier] = std::move(giver); }

    /** How much was given back. */
    std::size_t giveBack(SignalThread& thread, std::size_t bytes)
    {
        std::size_t given = 0;
        for (auto& [tier, giver] : givers)
            if (given < bytes)
                given += giver(thread, bytes - given);
        total += given;
        return given;
    }

    /** Since the start. */
    [[nodiscard]] std::uint64_t givenBackBytes() const { return total; }

private:
    std::map<ReliefTier, Giver> givers;
    std::uint64_t total = 0;
};

} // namespace loophole::signal
