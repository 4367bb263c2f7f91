#pragma once

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>

namespace loophole::signal
{

/** The unsigned integer stored at the front of `bytes`, which must hold at least its size. */
template <std::unsigned_integral Word>
[[nodiscard]] constexpr Word loadWord(std::span<const std::byte> bytes, std::endian order)
{
    Word word = 0;
    for (std::size_t i = 0; i < sizeof(Word); ++i)
    {
        const auto place = order == std::endian::little ? sizeof(Word) - 1 - i : i;
        word = static_cast<Word>(static_cast<std::uint64_t>(word) << 8 | std::to_integer<std::uint64_t>(bytes[place]));
    }
    return word;
}

/** The other way round: `bytes` must have room for the word. */
template <std::unsigned_integral Word>
constexpr void storeWord(std::span<std::byte> bytes, Word word, std::endian order)
{
    for (std::size_t i = 0; i < sizeof(Word); ++i)
    {
        const auto place = order == std::endian::little ? i : sizeof(Word) - 1 - i;
        bytes[place] = static_cast<std::byte>(static_cast<std::uint64_t>(word) >> (8 * i) & 0xFF);
    }
}

/** Whether `bytes` begins with the characters of `text`. */
template <std::size_t size>
[[nodiscard]] constexpr bool beginsWith(std::span<const std::byte> bytes, const char (&text)[size])
{
    if (bytes.size() < size - 1)
        return false;
    for (std::size_t i = 0; i + 1 < size; ++i)
        if (std::to_integer<unsigned char>(bytes[i]) != static_cast<unsigned char>(text[i]))
            return false;
    return true;
}

} // namespace loophole::signal
