#include "Signal/Codec/CodecSupport.h"

#include <FLAC/format.h>
#include <mpg123.h>
#include <opus/opus.h>
#include <sndfile.h>
#include <vorbis/codec.h>
#ifdef LOOPHOLE_FFMPEG
extern "C"
{
#include <libavutil/avutil.h>
}
#endif

namespace loophole::signal
{

std::vector<CodecSupport> codecSupport()
{
    std::vector<CodecSupport> support = {
        {"WAV, BWF, RF64, AIFF, AIFC (PCM)", "", true},
        {"W64, CAF, AU, VOC, A-law, µ-law, ADPCM", sf_version_string(), true},
        {"FLAC, Ogg FLAC", std::string("libFLAC ") + FLAC__VERSION_STRING, true},
        {"MP3, MP2, MP1", "libmpg123 API " + std::to_string(MPG123_API_VERSION), true},
        {"Ogg Vorbis", vorbis_version_string(), true},
        {"Ogg Opus", opus_get_version_string(), true},
    };
    const std::string throughFfmpeg = "AAC, M4A, ALAC, WMA, WavPack, Musepack, APE, TTA, Speex, Matroska";
#ifdef LOOPHOLE_FFMPEG
    support.push_back({throughFfmpeg, std::string("FFmpeg ") + av_version_info(), true});
#else
    support.push_back({throughFfmpeg, "FFmpeg", false});
#endif
    return support;
}

} // namespace loophole::signal
