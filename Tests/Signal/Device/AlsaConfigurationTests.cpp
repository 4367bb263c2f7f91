#include "Signal/Device/AlsaConfiguration.h"

#include "Signal/Device/AlsaNames.h"

#include <alsa/asoundlib.h>
#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;

namespace
{

/** ALSA's null PCM, which takes every configuration that ALSA knows. */
struct NullPcm
{
    NullPcm()
    {
        silenceAlsa();
        REQUIRE(snd_pcm_open(&pcm, "null", SND_PCM_STREAM_PLAYBACK, SND_PCM_NONBLOCK) == 0);
    }
    ~NullPcm() { snd_pcm_close(pcm); }
    NullPcm(const NullPcm&) = delete;
    NullPcm& operator=(const NullPcm&) = delete;

    snd_pcm_t* pcm = nullptr;
};

} // namespace

TEST_CASE("a PCM that takes anything is set to floats at the request's rate, channels and block")
{
    const NullPcm null;
    const auto set = configureAlsa(null.pcm, "null", {SampleRate(96000), 256, 4});
    REQUIRE(set.ok());
    CHECK(set.value().rate == SampleRate(96000));
    CHECK(set.value().sampleFormat == DeviceSampleFormat::float32);
    CHECK(set.value().channels == 4);
    CHECK(set.value().periodFrames == 256);
    snd_pcm_uframes_t buffer = 0, period = 0;
    REQUIRE(snd_pcm_get_params(null.pcm, &buffer, &period) == 0);
    CHECK(buffer == 768);
}

TEST_CASE("a block of nothing becomes the shortest period and impossible channels become possible ones")
{
    const NullPcm null;
    const auto set = configureAlsa(null.pcm, "null", {SampleRate(48000), 0, 0});
    REQUIRE(set.ok());
    CHECK(set.value().periodFrames == 16);
    CHECK(set.value().channels == 1);
}
