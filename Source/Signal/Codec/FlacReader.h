#pragma once

#include "Signal/Codec/MediaFile.h"
#include "Signal/Codec/MediaReader.h"

#include <optional>
#include <span>

namespace loophole::signal
{

class FlacStream;

/**
    Decodes native and Ogg FLAC with libFLAC. Frame numbers, channels, rate and depth of every frame are checked
    against the stream's own, so that damage is silence and never a shift. Used by one disk thread at a time.
*/
class FlacReader final : public MediaReader
{
public:
    /** Whether a file that begins with `head` (64 bytes are enough) is native FLAC or an Ogg stream of FLAC. */
    [[nodiscard]] static bool recognises(std::span<const std::byte> head);

    /** Where native FLAC begins behind up to 1 MiB of other bytes, as a picture or a tag of an unknown kind; told by
       its mark and the block of 34 bytes that always follows it. */
    [[nodiscard]] static Outcome<std::optional<std::int64_t>> findBehind(DiskThread&, const MediaFile&,
                                                                         std::int64_t base);

    /** `base` is the byte of the file at which "fLaC" or "OggS" stands. */
    [[nodiscard]] static Outcome<std::unique_ptr<MediaReader>> open(DiskThread&, std::shared_ptr<const MediaFile>,
                                                                    std::int64_t base = 0);

    ~FlacReader() override;

    [[nodiscard]] const MediaInfo& info() const override;
    [[nodiscard]] Outcome<void> read(DiskThread&, FramePosition start, PlanarSpan destination) override;
    [[nodiscard]] std::vector<MediaDamage> takeDamage() override;
    [[nodiscard]] bool seeksAreExpensive() const override { return true; }

private:
    explicit FlacReader(std::unique_ptr<FlacStream> stream);

    std::unique_ptr<FlacStream> stream;
};

} // namespace loophole::signal
