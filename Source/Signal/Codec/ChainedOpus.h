#pragma once

#include "Signal/Codec/OpusReader.h"

#include <memory>
#include <vector>

namespace loophole::signal
{

/**
    A chain of Ogg Opus streams one after the other, as radio recordings are, heard as one medium: all links up to the
    first that has another number of channels. Owns the reader of the link that was read last; the others are opened as
    they are needed, so that a chain of thousands takes no more memory than one. Used by one disk thread at a time.
*/
class ChainedOpus final : public MediaReader
{
public:
    /** `first` is the link at byte `base` of the file, and knows where the next one begins. */
    [[nodiscard]] static Outcome<std::unique_ptr<MediaReader>>
    open(DiskThread&, std::shared_ptr<const MediaFile>, std::int64_t base, std::unique_ptr<OpusReader> first);

    [[nodiscard]] const MediaInfo& info() const override { return mediaInfo; }
    [[nodiscard]] Outcome<void> read(DiskThread&, FramePosition start, PlanarSpan destination) override;
    [[nodiscard]] bool seeksAreExpensive() const override { return true; }

private:
    struct Link
    {
        std::int64_t offset = 0; ///< byte of the file
        std::int64_t start = 0;  ///< frame of the medium
        std::int64_t frames = 0;
    };

    ChainedOpus(std::shared_ptr<const MediaFile>, std::int64_t base, std::unique_ptr<OpusReader> first);

    void findLinks(DiskThread&);
    [[nodiscard]] Outcome<void> readInside(DiskThread&, std::int64_t start, PlanarSpan destination);

    std::shared_ptr<const MediaFile> file;
    MediaInfo mediaInfo;
    std::vector<Link> links;
    std::size_t current = 0; ///< link of `reader`
    std::unique_ptr<OpusReader> reader;
};

} // namespace loophole::signal
