#include "Signal/Codec/SndfileNames.h"

#include <sndfile.h>

#include <algorithm>
#include <array>

namespace loophole::signal
{
namespace
{

using Name = SndfileName;

constexpr std::array containers{
    Name{SF_FORMAT_WAV, "WAV"},     Name{SF_FORMAT_WAVEX, "WAV"}, Name{SF_FORMAT_RF64, "RF64"},
    Name{SF_FORMAT_AIFF, "AIFC"},   Name{SF_FORMAT_AU, "AU"},     Name{SF_FORMAT_W64, "W64"},
    Name{SF_FORMAT_CAF, "CAF"},     Name{SF_FORMAT_VOC, "VOC"},   Name{SF_FORMAT_NIST, "NIST"},
    Name{SF_FORMAT_IRCAM, "IRCAM"}, Name{SF_FORMAT_PAF, "PAF"},   Name{SF_FORMAT_PVF, "PVF"},
    Name{SF_FORMAT_AVR, "AVR"}};

constexpr std::array codecs{Name{SF_FORMAT_PCM_S8, "PCM", 8},
                            Name{SF_FORMAT_PCM_U8, "PCM", 8},
                            Name{SF_FORMAT_PCM_16, "PCM", 16},
                            Name{SF_FORMAT_PCM_24, "PCM", 24},
                            Name{SF_FORMAT_PCM_32, "PCM", 32},
                            Name{SF_FORMAT_FLOAT, "float", 32},
                            Name{SF_FORMAT_DOUBLE, "float", 64},
                            Name{SF_FORMAT_ULAW, "\u00B5-law"},
                            Name{SF_FORMAT_ALAW, "A-law"},
                            Name{SF_FORMAT_IMA_ADPCM, "IMA ADPCM"},
                            Name{SF_FORMAT_MS_ADPCM, "MS ADPCM"},
                            Name{SF_FORMAT_GSM610, "GSM 6.10"},
                            Name{SF_FORMAT_VOX_ADPCM, "VOX ADPCM"},
                            Name{SF_FORMAT_NMS_ADPCM_16, "NMS ADPCM"},
                            Name{SF_FORMAT_NMS_ADPCM_24, "NMS ADPCM"},
                            Name{SF_FORMAT_NMS_ADPCM_32, "NMS ADPCM"},
                            Name{SF_FORMAT_G721_32, "G.721"},
                            Name{SF_FORMAT_G723_24, "G.723"},
                            Name{SF_FORMAT_G723_40, "G.723"},
                            Name{SF_FORMAT_DWVW_12, "DWVW", 12},
                            Name{SF_FORMAT_DWVW_16, "DWVW", 16},
                            Name{SF_FORMAT_DWVW_24, "DWVW", 24},
                            Name{SF_FORMAT_DPCM_8, "DPCM"},
                            Name{SF_FORMAT_DPCM_16, "DPCM"},
                            Name{SF_FORMAT_ALAC_16, "ALAC", 16},
                            Name{SF_FORMAT_ALAC_20, "ALAC", 20},
                            Name{SF_FORMAT_ALAC_24, "ALAC", 24},
                            Name{SF_FORMAT_ALAC_32, "ALAC", 32}};

template <class Table>
const Name* find(const Table& table, int code)
{
    const auto found = std::find_if(table.begin(), table.end(), [code](const Name& name) { return name.code == code; });
    return found == table.end() ? nullptr : &*found;
}

} // namespace

const SndfileName* findSndfileContainer(int format)
{
    return find(containers, format & SF_FORMAT_TYPEMASK);
}

const SndfileName* findSndfileCodec(int format)
{
    return find(codecs, format & SF_FORMAT_SUBMASK);
}

bool isSampleBySample(int format)
{
    switch (format & SF_FORMAT_SUBMASK)
    {
    case SF_FORMAT_PCM_S8:
    case SF_FORMAT_PCM_U8:
    case SF_FORMAT_PCM_16:
    case SF_FORMAT_PCM_24:
    case SF_FORMAT_PCM_32:
    case SF_FORMAT_FLOAT:
    case SF_FORMAT_DOUBLE:
    case SF_FORMAT_ULAW:
    case SF_FORMAT_ALAW:
        return true;
    default:
        return false;
    }
}

} // namespace loophole::signal
