#include "Pulse/Document/WalTail.h"

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <span>
#include <vector>

namespace loophole
{
namespace
{

constexpr std::size_t headerBytes = 32;
constexpr std::size_t frameHeaderBytes = 24;
constexpr std::uint32_t magic = 0x377F0682; ///< its last bit: checksums are of big-endian words

std::uint32_t bigEndian(const char* at)
{
    std::array<unsigned char, 4> bytes{};
    std::memcpy(bytes.data(), at, bytes.size());
    return std::uint32_t{bytes[0]} << 24 | std::uint32_t{bytes[1]} << 16 | std::uint32_t{bytes[2]} << 8 | bytes[3];
}

struct Checksum
{
    bool isBigEndian = false;
    std::uint32_t first = 0;
    std::uint32_t second = 0;

    void add(std::span<const char> bytes)
    {
        for (std::size_t i = 0; i + 8 <= bytes.size(); i += 8)
        {
            first += word(bytes.data() + i) + second;
            second += word(bytes.data() + i + 4) + first;
        }
    }
    [[nodiscard]] bool is(const char* stored) const
    {
        return first == bigEndian(stored) && second == bigEndian(stored + 4);
    }

private:
    [[nodiscard]] std::uint32_t word(const char* at) const
    {
        const auto big = bigEndian(at);
        return isBigEndian ? big : big >> 24 | (big >> 8 & 0xFF00u) | (big << 8 & 0xFF0000u) | big << 24;
    }
};

} // namespace

std::size_t unreadableTransactions(const std::filesystem::path& log)
{
    std::ifstream file(log, std::ios::binary);
    std::array<char, headerBytes> header{};
    // Nothing was ever committed to a log without a whole header.
    if (!file.read(header.data(), header.size()) || header == std::array<char, headerBytes>{})
        return 0;
    Checksum sum{(bigEndian(header.data()) & 1) != 0};
    sum.add(std::span(header).first(24));
    const auto pageBytes = std::size_t{bigEndian(header.data() + 8)};
    if ((bigEndian(header.data()) & ~1u) != magic || !std::has_single_bit(pageBytes) || pageBytes < 512 ||
        pageBytes > 65536 || !sum.is(header.data() + 24))
        return 1;
    std::vector<char> frame(frameHeaderBytes + pageBytes);
    bool isWhole = true;
    std::size_t lost = 0;
    while (file.read(frame.data(), static_cast<std::streamsize>(frame.size())))
    {
        // Frames of an earlier round through the log have other salts and belong to nothing.
        const auto isOfThisRound = std::memcmp(frame.data() + 8, header.data() + 16, 8) == 0;
        sum.add(std::span(frame).first(8));
        sum.add(std::span(frame).subspan(frameHeaderBytes));
        isWhole = isWhole && isOfThisRound && sum.is(frame.data() + 16);
        const auto endsTransaction = bigEndian(frame.data() + 4) != 0;
        lost += !isWhole && isOfThisRound && endsTransaction ? 1 : 0;
    }
    return lost;
}

} // namespace loophole
