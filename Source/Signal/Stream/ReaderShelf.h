#pragma once

#include "Signal/Disk/OpenFiles.h"
#include "Signal/Stream/OpenMedium.h"

#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace loophole::signal
{

/** One state of one asset's file: every time a file is found changed it begins a new edition. */
struct EditionId
{
    std::uint64_t value = 0;
    bool operator==(const EditionId&) const = default;
};

/**
    Owns the readers that are open and not in use, so that a compressed file keeps its decoder near where it last read.
    Closes the one unused for longest when there are too many. Safe from the disk threads and the control thread;
    readers are closed on disk threads only, for closing may wait.
*/
class ReaderShelf
{
public:
    /** Of those that keep a decoder, which takes some hundred KiB. */
    static constexpr std::size_t mostDecoders = 256;
    /** Of plain files, which take a descriptor and little else; as many as may play at once. */
    static constexpr std::size_t mostPlain = 4096;
    /** Descriptors that are left for all else are as many as the shelf may take. */
    explicit ReaderShelf(std::size_t descriptors = mostOpenFiles());

    /** Decoders at work in different places of one file: a loop, its wrap, a second clip, a waveform. */
    static constexpr std::size_t mostOfOneAsset = 4;
    /** Decoding on over this many frames is cheaper than a seek in any format. */
    static constexpr std::int64_t readOnFrames = 65536;

    /** Readers of this edition are welcome from now on. */
    void admit(EditionId);

    /** Readers of this edition are closed as they come back; the caller closes those returned on a disk thread. */
    [[nodiscard]] std::vector<std::unique_ptr<OpenMedium>> retire(EditionId);

    /** The reader best placed to read from `start`, or null where another had better be opened. */
    [[nodiscard]] std::unique_ptr<OpenMedium> take(EditionId, FramePosition start);

    /** Takes a reader back, or closes it where it is not wanted any more. */
    void giveBack(DiskThread&, EditionId, std::unique_ptr<OpenMedium>);

    [[nodiscard]] std::size_t count() const;

private:
    struct Kept
    {
        EditionId edition;
        std::unique_ptr<OpenMedium> medium;
    };
    using Order = std::list<Kept>; ///< front: unused for longest
    using Place = Order::iterator;

    [[nodiscard]] Order& orderOf(const OpenMedium& medium) { return medium.seeksAreExpensive() ? decoders : plain; }
    [[nodiscard]] std::unique_ptr<OpenMedium> remove(Place);

    const std::size_t capacity; ///< for all together
    mutable std::mutex mutex;
    Order decoders;
    Order plain;
    std::unordered_map<std::uint64_t, std::vector<Place>> byEdition;
    std::unordered_set<std::uint64_t> admitted;
};

} // namespace loophole::signal
