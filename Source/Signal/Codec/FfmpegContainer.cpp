#include "Signal/Codec/FfmpegContainer.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace loophole::signal
{

namespace
{

using namespace std::string_view_literals;
using Timing = FfmpegContainer::Timing;

constexpr std::array containers = {
    FfmpegContainer{4, "ftyp"sv, "mov", "M4A", Timing::index, false},
    FfmpegContainer{4, "moov"sv, "mov", "M4A", Timing::index, false},
    FfmpegContainer{4, "mdat"sv, "mov", "M4A", Timing::index, false},
    FfmpegContainer{4, "wide"sv, "mov", "M4A", Timing::index, false},
    FfmpegContainer{0, "\x30\x26\xB2\x75\x8E\x66\xCF\x11"sv, "asf", "WMA", Timing::none, false},
    FfmpegContainer{0, "MPCK"sv, "mpc8", "Musepack", Timing::none, false},
    FfmpegContainer{0, "MP+"sv, "mpc", "Musepack", Timing::none, false},
    FfmpegContainer{0, "wvpk"sv, "wv", "WavPack", Timing::duration, false},
    FfmpegContainer{0, "TTA1"sv, "tta", "True Audio", Timing::duration, false},
    FfmpegContainer{0, "MAC "sv, "ape", "Monkey's Audio", Timing::none, false},
    FfmpegContainer{0, "tBaK"sv, "tak", "TAK", Timing::none, false},
    FfmpegContainer{0, "\x1A\x45\xDF\xA3"sv, "matroska", "Matroska", Timing::none, false},
    FfmpegContainer{0, "#!AMR"sv, "amr", "AMR", Timing::none, false},
    FfmpegContainer{0, "DSD "sv, "dsf", "DSF", Timing::none, false},
    FfmpegContainer{0, "\xFF\xF1"sv, "aac", "AAC", Timing::none, true},
    FfmpegContainer{0, "\xFF\xF9"sv, "aac", "AAC", Timing::none, true},
    FfmpegContainer{0, "\xFF\xF0"sv, "aac", "AAC", Timing::none, true},
    FfmpegContainer{0, "\xFF\xF8"sv, "aac", "AAC", Timing::none, true},
    FfmpegContainer{0, "OggS"sv, "ogg", "OGG", Timing::none, true},
    FfmpegContainer{0, "RIFF"sv, "wav", "WAV", Timing::none, true},
    FfmpegContainer{0, "FORM"sv, "aiff", "AIFC", Timing::none, true},
    FfmpegContainer{0, "caff"sv, "caf", "CAF", Timing::none, true},
    FfmpegContainer{0, "Creative Voice File\x1A"sv, "voc", "VOC", Timing::none, true},
};

} // namespace

const FfmpegContainer* findFfmpegContainer(std::span<const std::byte> head)
{
    const auto* const found =
        std::find_if(containers.begin(), containers.end(),
                     [head](const FfmpegContainer& c)
                     {
                         return head.size() >= c.magicOffset + c.magic.size() &&
                                std::memcmp(head.data() + c.magicOffset, c.magic.data(), c.magic.size()) == 0;
                     });
    return found == containers.end() ? nullptr : found;
}

} // namespace loophole::signal
