#include "Signal/Scan/ContentReading.h"

#include "Support/FileBytes.h"
#include "Support/Program.h"
#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

MediaFingerprinted readThrough(FingerprintMedia request, std::int64_t stepBytes = 1000)
{
    auto thread = DiskThread::mint();
    ContentReading reading(std::move(request), {});
    for (int steps = 0; !reading.result().isComplete && steps < 100000; ++steps)
        reading.step(thread, stepBytes);
    return reading.result();
}

FingerprintMedia requestFor(const std::filesystem::path& file)
{
    return {RequestId{5}, file, {}, {}, false};
}

} // namespace

TEST_CASE("the hash of a file is what xxhsum says, however small the steps are")
{
    const TemporaryFolder folder;
    for (const std::size_t size :
         {std::size_t{0}, std::size_t{1}, std::size_t{999}, std::size_t{1000}, std::size_t{700'001}})
    {
        const auto file = folder / (std::to_string(size) + ".wav");
        writeFile(file, countingBytes(size));
        const auto told = runProgram({"xxhsum", "-H2", file.native()});
        REQUIRE(told.exitCode == 0);
        for (const std::int64_t step : {1000, 1 << 20})
        {
            const auto found = readThrough(requestFor(file), step);
            CHECK(found.error.empty());
            CHECK(found.request == RequestId{5});
            CHECK(found.content.bytes == static_cast<std::int64_t>(size));
            REQUIRE(found.content.hash);
            CHECK(told.output.find(found.content.hash->hex()) != std::string::npos);
        }
    }
}

TEST_CASE("the first step takes the quick print alone, and the file is not held open in between")
{
    const TemporaryFolder folder;
    writeFile(folder / "a.wav", countingBytes(5000));
    auto thread = DiskThread::mint();
    ContentReading reading(requestFor(folder / "a.wav"), {});
    CHECK_FALSE(reading.hasBegun());
    reading.step(thread, 1000);
    CHECK(reading.hasBegun());
    CHECK_FALSE(reading.result().isComplete);
    CHECK_FALSE(reading.result().content.hash);
    CHECK_FALSE(reading.result().content.quickPrint.isNone());
    CHECK(reading.lastBytes() == 0);
    const auto open = std::filesystem::directory_iterator("/proc/self/fd");
    for (const auto& descriptor : open)
    {
        std::error_code gone;
        CHECK(std::filesystem::read_symlink(descriptor.path(), gone) != folder / "a.wav");
    }
    reading.step(thread, 1000);
    CHECK(reading.lastBytes() == 1000);
}

TEST_CASE("what is known of an unchanged file is told without reading it, and of a changed one found anew")
{
    const TemporaryFolder folder;
    const auto file = folder / "a.wav";
    writeFile(file, countingBytes(100'000));
    const auto first = readThrough(requestFor(file));
    auto thread = DiskThread::mint();
    auto request = requestFor(file);
    request.known = first.content;
    ContentReading again(request, {});
    again.step(thread, 1000);
    CHECK(again.result().isComplete);
    CHECK(again.result().content == first.content);

    // Another content of the same size, beyond what the quick print looks at.
    auto bytes = countingBytes(100'000);
    bytes[20'000] = '!';
    writeFile(file, bytes);
    std::filesystem::last_write_time(file, std::filesystem::last_write_time(file) + std::chrono::seconds(1));
    const auto changed = readThrough(request);
    CHECK(changed.content.quickPrint == first.content.quickPrint);
    CHECK(changed.content.hash != first.content.hash);
}

TEST_CASE("a file with another quick print than the wanted one is not read whole")
{
    const TemporaryFolder folder;
    writeFile(folder / "a.wav", countingBytes(100'000));
    auto request = requestFor(folder / "a.wav");
    request.wantedPrint.bytes[3] = 1;
    const auto found = readThrough(request);
    CHECK(found.isComplete);
    CHECK(found.error.empty());
    CHECK_FALSE(found.content.hash);
}

TEST_CASE("a file that changes or goes while it is read has no hash, and the reason is told")
{
    const TemporaryFolder folder;
    auto thread = DiskThread::mint();
    writeFile(folder / "a.wav", countingBytes(5000));
    ContentReading growing(requestFor(folder / "a.wav"), {});
    growing.step(thread, 1000);
    writeFile(folder / "a.wav", countingBytes(6000));
    growing.step(thread, 1000);
    CHECK(growing.result().isComplete);
    CHECK(growing.result().error == "was changed while it was read");

    ContentReading going(requestFor(folder / "a.wav"), {});
    going.step(thread, 1000);
    std::filesystem::remove(folder / "a.wav");
    going.step(thread, 1000);
    CHECK(going.result().error == "no such file or directory");
    CHECK_FALSE(going.result().content.hash);
}

TEST_CASE("a placeholder of a cloud client is never opened")
{
    const TemporaryFolder folder;
    writeFile(folder / "a.wav", "");
    std::filesystem::resize_file(folder / "a.wav", 10'000'000);
    const auto found = readThrough(requestFor(folder / "a.wav"));
    CHECK(found.isComplete);
    CHECK_FALSE(found.error.empty());
    CHECK(found.content.bytes == -1);
}
