#pragma once

namespace loophole::signal
{

/** A container or a codec as libsndfile counts them (SF_FORMAT_…), and as MediaInfo calls it. */
struct SndfileName
{
    int code;
    const char* name;
    int bitDepth = 0; ///< 0 where the codec has none
};

/** Null for those that are left to other readers. `format` is that of SF_INFO. */
[[nodiscard]] const SndfileName* findSndfileContainer(int format);
[[nodiscard]] const SndfileName* findSndfileCodec(int format);

/** Every sample stands by itself in a fixed number of bytes, so that a seek is a multiplication. */
[[nodiscard]] bool isSampleBySample(int format);

} // namespace loophole::signal
