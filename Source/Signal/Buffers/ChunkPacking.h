#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace loophole::signal
{

/** The chunk as FLAC, or nothing where that would not be smaller or not give back every bit: samples have to be whole
 * 2⁻²³ within full scale, as all 16- and 24-bit media are. Interleaved, 1 … 8 channels. */
[[nodiscard]] std::optional<std::vector<std::byte>> tryPackChunk(std::span<const float> samples, int channels);

/** False where the bytes are not what tryPackChunk() made of as many samples. */
[[nodiscard]] bool tryUnpackChunk(std::span<const std::byte> packed, std::span<float> samples, int channels);

} // namespace loophole::signal
