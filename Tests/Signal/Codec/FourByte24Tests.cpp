#include "Signal/Codec/FourByte24.h"

#include "Support/FileBytes.h"
#include "Support/MediaReading.h"
#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

template <class Word>
std::string littleEndian(Word word, std::size_t bytes = sizeof(Word))
{
    return {reinterpret_cast<const char*>(&word), bytes};
}

/** One channel at 48 kHz of 24 bits in four bytes, tagged as plain PCM. */
std::string wavOf(const std::string& data)
{
    return "RIFF" + littleEndian(static_cast<std::uint32_t>(36 + data.size())) + "WAVEfmt " +
           littleEndian(std::uint32_t{16}) + littleEndian(std::uint16_t{1}) + littleEndian(std::uint16_t{1}) +
           littleEndian(std::uint32_t{48000}) + littleEndian(std::uint32_t{192000}) + littleEndian(std::uint16_t{4}) +
           littleEndian(std::uint16_t{24}) + "data" + littleEndian(static_cast<std::uint32_t>(data.size())) + data;
}

/** Samples of 24 bits, silence first. */
std::vector<std::int32_t> values()
{
    std::vector<std::int32_t> all(3000, 0);
    const auto noise = makeNoise(1, 20'000, 3, 0.9f);
    for (const auto sample : noise.channels[0])
        all.push_back(static_cast<std::int32_t>(sample * 8388607.0f));
    return all;
}

template <class Write>
void requireValues(Write&& write)
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    std::string data;
    for (const auto value : values())
        data += write(value);
    writeFile(folder / "a.wav", wavOf(data));
    const auto reader = openMedia(thread, folder / "a.wav");
    REQUIRE(reader.ok());
    CHECK(reader.value()->info().bitDepth == 24);
    const auto whole = readWhole(thread, *reader.value());
    REQUIRE(whole.frames() == static_cast<std::int64_t>(values().size()));
    bool isSame = true;
    for (std::size_t i = 0; i < values().size(); ++i)
        isSame = isSame && whole.channels[0][i] == static_cast<float>(values()[i]) * 0x1p-23f;
    CHECK(isSame);
}

} // namespace

TEST_CASE("24 bits at the top of four bytes are read as they are meant")
{
    requireValues([](std::int32_t value) { return littleEndian(static_cast<std::uint32_t>(value) << 8); });
}

TEST_CASE("24 bits at the bottom of four bytes are read as they are meant, with and without the sign repeated")
{
    requireValues([](std::int32_t value) { return littleEndian(value); });
    requireValues([](std::int32_t value) { return littleEndian(static_cast<std::uint32_t>(value) & 0xFFFFFF); });
}

TEST_CASE("floats of a full scale of 2^23 under a tag of 24 bits are read as they are meant")
{
    requireValues([](std::int32_t value) { return littleEndian(static_cast<float>(value)); });
}

TEST_CASE("silence in four bytes is silence")
{
    CHECK(encodingOfFourByte24(std::vector<std::byte>(4000)) == SampleEncoding::int32Little);
    CHECK(encodingOfFourByte24({}) == SampleEncoding::int32Little);
}

TEST_CASE("a square wave at the top of four bytes is not taken for floats")
{
    std::vector<std::byte> samples;
    for (int i = 0; i < 2000; ++i)
        samples.insert(samples.end(), {std::byte{0}, std::byte{0}, std::byte{0}, std::byte(i % 20 < 10 ? 0x40 : 0xC0)});
    CHECK(encodingOfFourByte24(samples) == SampleEncoding::int32Little);
}
