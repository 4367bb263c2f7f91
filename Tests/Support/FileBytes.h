#pragma once

#include <concepts>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

namespace loophole::testing
{

/** A file put together by hand, field by field. */
class FileBytes
{
public:
    FileBytes& text(std::string_view characters)
    {
        bytes += characters;
        return *this;
    }
    template <std::unsigned_integral Word>
    FileBytes& little(Word word)
    {
        for (std::size_t i = 0; i < sizeof(Word); ++i)
            bytes += static_cast<char>(static_cast<std::uint64_t>(word) >> (8 * i) & 0xFF);
        return *this;
    }
    template <std::unsigned_integral Word>
    FileBytes& big(Word word)
    {
        for (std::size_t i = sizeof(Word); i-- > 0;)
            bytes += static_cast<char>(static_cast<std::uint64_t>(word) >> (8 * i) & 0xFF);
        return *this;
    }
    FileBytes& repeat(std::size_t count, char byte = 0)
    {
        bytes.append(count, byte);
        return *this;
    }

    std::string bytes;
};

inline void writeFile(const std::filesystem::path& path, std::string_view bytes)
{
    std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

[[nodiscard]] inline std::string readFile(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/** The integers 0 … count-1 as bytes, which no header looks like. */
[[nodiscard]] inline std::string countingBytes(std::size_t count)
{
    std::string bytes;
    for (std::size_t i = 0; i < count; ++i)
        bytes += static_cast<char>(i * 7 % 251);
    return bytes;
}

} // namespace loophole::testing
