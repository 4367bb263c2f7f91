#pragma once

#include "Messages/SignalToPulse.h"
#include "Signal/Cache/BlockLease.h"
#include "Signal/Cloud/CloudRules.h"
#include "Signal/Disk/Disk.h"
#include "Signal/Disk/Route.h"
#include "Signal/Stream/BlockResampler.h"
#include "Signal/Stream/FileStamp.h"
#include "Signal/Stream/GridMapping.h"
#include "Signal/Stream/ReaderShelf.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace loophole::signal
{

/** What opening a file told. */
struct OpenedMedium
{
    AssetId asset;
    EditionId edition; ///< that the open reader was put on the shelf for
    DeviceId device;
    std::optional<KnownLink> away{}; ///< it lies on another drive than it was looked for on, and was not opened yet
    FileStamp stamp;
    MediaFacts facts;
    bool seeksAreExpensive = false;
    std::optional<Failure> failure;
    bool isPlaceholder = false; ///< it was not opened, for that would have a cloud client download it
};

/** What reading blocks brought. */
struct ReadBlocks
{
    struct Item
    {
        std::int64_t index = 0;
        BlockLease lease;
        std::optional<Failure> failure; ///< without it the block is filled
        Instant waiting{};              ///< for the file
        Instant decoding{};             ///< and all else that filling took
    };

    std::uint64_t read = 0; ///< the number the reader of blocks gave it
    AssetId asset;
    EditionId edition;
    std::vector<Item> blocks;
    std::optional<Failure> lost;       ///< the file could not be opened
    bool hasChanged = false;           ///< it could, and holds another medium than before
    std::vector<MediaDamage> damage{}; ///< that the blocks are silent in, in frames of the medium
};

struct ReadWaveform
{
    WaveformReady waveform;
    std::optional<Failure> failure;
};

/** Takes in what jobs bring, on the control thread. */
class StreamJobReceiver
{
public:
    virtual ~StreamJobReceiver() = default;
    virtual void receive(SignalThread&, OpenedMedium) = 0;
    virtual void receive(SignalThread&, ReadBlocks) = 0;
    virtual void receive(SignalThread&, ReadWaveform) = 0;
    virtual void receive(SignalThread&, FolderListed) = 0;
    virtual void receive(SignalThread&, const KnownLink&) = 0;
};

/** What the jobs of one engine share; outlives it in a hung job. `receiver` belongs to the control thread and is null
    once the engine is gone. */
struct StreamJobContext
{
    explicit StreamJobContext(OpenMedia open, CloudRules rules = {})
        : openMedia(std::move(open)), cloudRules(std::move(rules))
    {
    }

    const OpenMedia openMedia;
    const CloudRules cloudRules;
    ReaderShelf shelf;
    SincTables tables;
    /** A path that was looked at within this still leads to the same file. Set before the first job. */
    Instant lookInterval{};
    StreamJobReceiver* receiver = nullptr;
};

/** Which medium a job reads. */
struct MediumSource
{
    AssetId asset;
    EditionId edition;
    std::filesystem::path path;
    MediaFacts facts;  ///< that a reader opened anew must match
    FileStamp stamp{}; ///< that the file had when it was opened
    bool isProxy = false;
};

[[nodiscard]] MediaFacts factsOf(const MediaInfo&);

} // namespace loophole::signal
