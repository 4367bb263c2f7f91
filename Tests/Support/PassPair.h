#pragma once

#include "Support/EncodedMedia.h"

#include <filesystem>
#include <memory>
#include <random>

namespace loophole::testing
{

/** The exact reader of a file and the one for passes, which must give the same sound. */
struct PassPair
{
    explicit PassPair(const std::filesystem::path& path)
        : exact(signal::openMedia(thread, path).value()), passes(exact->tryForPasses(thread))
    {
    }

    /** Rounding of two decoders; the programme shifted by one frame differs by 0.1. */
    static constexpr float rounding = 2e-6f;

    void requireSameSound() const
    {
        REQUIRE(passes != nullptr);
        CHECK(largestDifference(readWhole(thread, *exact), readWhole(thread, *passes, 16'384)) < rounding);
    }

    /** Passes that begin anywhere. */
    void requireJoins(int count = 60) const
    {
        REQUIRE(passes != nullptr);
        const auto whole = readWhole(thread, *exact);
        std::mt19937 random(5);
        for (int i = 0; i < count; ++i)
        {
            const auto start = std::uniform_int_distribution<std::int64_t>(0, whole.frames() - 1)(random);
            const auto frames = std::min<std::int64_t>(whole.frames() - start, 30'000);
            auto wanted = TestSignal(whole.channelCount(), frames);
            for (std::size_t c = 0; c < wanted.channels.size(); ++c)
                std::copy_n(whole.channels[c].begin() + start, frames, wanted.channels[c].begin());
            CAPTURE(start);
            REQUIRE(largestDifference(wanted, readPart(thread, *passes, start, frames)) < rounding);
        }
    }

    mutable DiskThread thread = DiskThread::mint();
    std::unique_ptr<signal::MediaReader> exact;
    std::unique_ptr<signal::MediaReader> passes;
};

} // namespace loophole::testing
