#include "Signal/Codec/SndfileNames.h"

#include <catch2/catch.hpp>
#include <sndfile.h>

using namespace loophole::signal;

TEST_CASE("containers and codecs are named whatever else the format says, and others have no name")
{
    constexpr int format = SF_FORMAT_CAF | SF_FORMAT_PCM_24 | SF_ENDIAN_BIG;
    REQUIRE(findSndfileContainer(format) != nullptr);
    CHECK(findSndfileContainer(format)->name == std::string("CAF"));
    REQUIRE(findSndfileCodec(format) != nullptr);
    CHECK(findSndfileCodec(format)->name == std::string("PCM"));
    CHECK(findSndfileCodec(format)->bitDepth == 24);
    CHECK(findSndfileContainer(SF_FORMAT_SVX | SF_FORMAT_PCM_S8) == nullptr);
    CHECK(findSndfileCodec(SF_FORMAT_OGG | SF_FORMAT_VORBIS) == nullptr);
}

TEST_CASE("samples stand by themselves in PCM, floats and the logarithmic codecs, and nowhere else")
{
    for (const int codec : {SF_FORMAT_PCM_U8, SF_FORMAT_PCM_24, SF_FORMAT_FLOAT, SF_FORMAT_ULAW, SF_FORMAT_ALAW})
        CHECK(isSampleBySample(SF_FORMAT_AU | codec));
    for (const int codec : {SF_FORMAT_IMA_ADPCM, SF_FORMAT_GSM610, SF_FORMAT_ALAC_16, SF_FORMAT_DWVW_12})
        CHECK_FALSE(isSampleBySample(SF_FORMAT_CAF | codec));
}
