#include "Signal/Codec/Mp3Index.h"

#include <limits>

namespace loophole::signal
{
namespace
{

/** Seven bits a byte, the lowest first, the highest bit set on all but the last (LEB128). */
void put(std::string& bytes, std::uint64_t value)
{
    for (; value >= 0x80; value >>= 7)
        bytes += static_cast<char>(0x80 | (value & 0x7F));
    bytes += static_cast<char>(value);
}

/** Small numbers of either sign become small ones without. */
std::uint64_t zigzag(std::int64_t value)
{
    return static_cast<std::uint64_t>(value) << 1 ^ static_cast<std::uint64_t>(value >> 63);
}
std::int64_t unzigzag(std::uint64_t value)
{
    return static_cast<std::int64_t>(value >> 1 ^ (~(value & 1) + 1));
}

/** Takes numbers off the front of bytes; after one that is not whole nothing is sound any more. */
struct Input
{
    std::string_view bytes;
    bool isSound = true;

    std::uint64_t take()
    {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64 && !bytes.empty(); shift += 7)
        {
            const auto byte = static_cast<unsigned char>(bytes.front());
            bytes.remove_prefix(1);
            value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
            if (byte < 0x80)
                return value;
        }
        isSound = false;
        return 0;
    }

    /** A number of 0 … most. */
    std::int64_t takeUpTo(std::uint64_t most)
    {
        const auto value = take();
        isSound = isSound && value <= most;
        return isSound ? static_cast<std::int64_t>(value) : 0;
    }
};

} // namespace

std::string Mp3Index::toBytes() const
{
    std::string bytes;
    put(bytes, static_cast<std::uint64_t>(length));
    put(bytes, static_cast<std::uint64_t>(trimmedStart));
    put(bytes, warning.size());
    bytes += warning;
    put(bytes, frameOffsets.size());
    std::int64_t before = 0;
    std::int64_t stepBefore = 0;
    for (const auto offset : frameOffsets)
    {
        put(bytes, zigzag(offset - before - stepBefore));
        stepBefore = offset - before;
        before = offset;
    }
    return bytes;
}

std::optional<Mp3Index> Mp3Index::fromBytes(std::string_view bytes, std::int64_t streamBytes)
{
    constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    Input input{bytes};
    Mp3Index index;
    index.length = input.takeUpTo(most);
    index.trimmedStart = input.takeUpTo(most);
    const auto textBytes = input.takeUpTo(input.bytes.size());
    index.warning = input.bytes.substr(0, static_cast<std::size_t>(textBytes));
    input.bytes.remove_prefix(index.warning.size());
    const auto count = input.takeUpTo(input.bytes.size()); // each takes a byte or more
    index.frameOffsets.reserve(static_cast<std::size_t>(count));
    std::int64_t before = -1;
    std::int64_t step = 0;
    for (std::int64_t i = 0; i < count && input.isSound; ++i)
    {
        std::int64_t offset = 0;
        const auto from = i == 0 ? 0 : before;
        const bool overflows =
            __builtin_add_overflow(step, unzigzag(input.take()), &step) || __builtin_add_overflow(from, step, &offset);
        input.isSound = input.isSound && !overflows && offset > before && offset < streamBytes;
        index.frameOffsets.push_back(offset);
        before = offset;
    }
    if (!input.isSound || !input.bytes.empty() || count == 0)
        return std::nullopt;
    return index;
}

} // namespace loophole::signal
