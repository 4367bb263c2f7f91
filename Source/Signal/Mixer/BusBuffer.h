#pragma once

#include "Core/Limits.h"
#include "Signal/Mixer/GridReader.h"

#include <array>

namespace loophole::signal
{

/** GridReader::maxFrames frames of up to limits::maxChannels channels, planar, where a track or bus is summed. */
class BusBuffer
{
public:
    BusBuffer()
    {
        for (std::size_t c = 0; c < pointers.size(); ++c)
            pointers[c] = samples.data() + c * static_cast<std::size_t>(GridReader::maxFrames);
    }
    BusBuffer(const BusBuffer&) = delete;
    BusBuffer& operator=(const BusBuffer&) = delete;

    [[nodiscard]] float* const* channels() noexcept { return pointers.data(); }
    [[nodiscard]] const float* const* channels() const noexcept { return pointers.data(); }

    /** Whether nothing was summed into it yet: the first is then copied, not added, which keeps even a -0 as it is. */
    bool isEmpty = true;

private:
    alignas(64) std::array<float, static_cast<std::size_t>(limits::maxChannels* GridReader::maxFrames)> samples{};
    std::array<float*, limits::maxChannels> pointers{};
};

} // namespace loophole::signal
