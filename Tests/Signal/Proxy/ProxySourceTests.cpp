#include "Signal/Proxy/ProxySource.h"

#include "Support/EncodedMedia.h"
#include "Support/SignalReader.h"

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

ProxySource sourceOf(SignalMedium& medium, int proxyRate)
{
    return {std::make_unique<SignalReader>(medium), SampleRate(proxyRate)};
}

TestSignal readAll(DiskThread& thread, ProxySource& source, std::int64_t piece)
{
    TestSignal whole(source.channels(), source.length().value());
    for (std::int64_t done = 0; done < whole.frames(); done += piece)
    {
        std::vector<float*> at;
        for (auto& channel : whole.channels)
            at.push_back(channel.data() + done);
        const FrameCount frames(std::min(piece, whole.frames() - done));
        REQUIRE(source.read(thread, FramePosition(done), {at.data(), source.channels(), frames}).ok());
    }
    return whole;
}

} // namespace

TEST_CASE("a source at the medium's own rate gives its samples as they are")
{
    auto thread = DiskThread::mint();
    SignalMedium medium;
    medium.signal = makeNoise(2, 5000, 3);
    auto source = sourceOf(medium, 48'000);
    CHECK(readAll(thread, source, 777) == medium.signal);
}

TEST_CASE("frame k at half the rate is the medium's frame 2k")
{
    auto thread = DiskThread::mint();
    SignalMedium medium;
    const auto frames = GENERATE(as<std::int64_t>{}, 20'000, 20'001);
    medium.signal = makeSines(2, frames, 48'000, 997.0);
    auto source = sourceOf(medium, 24'000);
    CHECK(source.length() == FrameCount((frames + 1) / 2));
    const auto halved = readAll(thread, source, 4096);
    for (std::size_t c = 0; c < 2; ++c)
        for (std::size_t k = 500; k < 9500; ++k)
            REQUIRE(halved.channels[c][k] == Approx(medium.signal.channels[c][2 * k]).margin(2e-6));
}

TEST_CASE("the pieces in which a source is read make no difference")
{
    auto thread = DiskThread::mint();
    SignalMedium medium;
    medium.signal = makeNoise(1, 30'000, 5);
    auto whole = sourceOf(medium, 24'000);
    auto pieces = sourceOf(medium, 24'000);
    CHECK(readAll(thread, whole, 15'000) == readAll(thread, pieces, 311));
}

TEST_CASE("a wide medium is folded to two channels as the mixer folds it")
{
    auto thread = DiskThread::mint();
    SignalMedium medium;
    medium.signal = TestSignal(6, 100);
    for (std::size_t c = 0; c < 6; ++c)
        medium.signal.channels[c].assign(100, 0.01f * static_cast<float>(c + 1));
    auto source = sourceOf(medium, 48'000);
    CHECK(source.channels() == 2);
    const auto folded = readAll(thread, source, 100);
    CHECK(folded.channels[0][50] == Approx(0.01 + 0.03 * std::sqrt(0.5) + 0.05 * std::sqrt(0.5)));
    CHECK(folded.channels[1][50] == Approx(0.02 + 0.03 * std::sqrt(0.5) + 0.06 * std::sqrt(0.5)));
}

TEST_CASE("a medium that cannot be read is no source of silence")
{
    auto thread = DiskThread::mint();
    SignalMedium medium;
    medium.signal = makeNoise(1, 30'000, 5);
    medium.unreadable = FramePosition(50);
    auto source = sourceOf(medium, 24'000);
    std::vector<float> samples(100);
    float* const channel = samples.data();
    CHECK_FALSE(source.read(thread, FramePosition(0), {&channel, 1, FrameCount(100)}).ok());
}
