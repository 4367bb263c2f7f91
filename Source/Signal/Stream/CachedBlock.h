#pragma once

#include "Core/Clock.h"
#include "Signal/Cache/BlockLease.h"
#include "Signal/Cache/BlockTable.h"
#include "Signal/Disk/Urgency.h"
#include "Signal/Stream/GridMapping.h"

#include <cstdint>
#include <limits>
#include <memory>
#include <unordered_map>
#include <vector>

namespace loophole::signal
{

struct AssetSource;
struct PhaseTable;
struct StreamWindow;

/** How soon and how badly a block is needed. The smaller, the more. */
struct BlockNeed
{
    UrgencyClass kind = UrgencyClass::idle;
    Instant neededAt = Instant::max();
    auto operator<=>(const BlockNeed&) const = default;
};

/** A window's claim on a block: the place of the claim in StreamWindow::blocks. */
struct BlockClaim
{
    StreamWindow* window = nullptr;
    std::size_t place = 0;
    BlockNeed need{};
};

/** What the control thread knows of one block: it is kept while it is claimed, being read or in memory. */
struct CachedBlock
{
    PhaseTable* table = nullptr;
    std::int64_t index = 0;
    BlockLease lease;       ///< held while the block is in memory
    std::uint64_t read = 0; ///< number of the read that is under way for it, 0 for none
    bool isPinned = false;  ///< counted in the share of resident heads; never given back
    std::vector<BlockClaim> claims;
    BlockNeed need; ///< the most urgent of its claims'; of a block that nobody claims the later the longer it is unused
    std::size_t place =
        noPlace; ///< in BlockCache's order of giving back, for which it stands while it may be given back
    bool countsAsUnclaimed = false;
    static constexpr std::size_t noPlace = std::numeric_limits<std::size_t>::max();

    [[nodiscard]] bool isResident() const { return static_cast<bool>(lease); }
    [[nodiscard]] bool isAbsent() const { return !lease && read == 0; }
};

/** When a block that failed is to be tried again. */
struct BlockRetry
{
    Instant due{};
    Instant delay{};
};

/** The blocks of one asset on its grid at one phase, and the table through which they are heard. */
struct PhaseTable
{
    PhaseTable(AssetSource& source, const GridMapping& mapping, FrameCount gridLength, int channels)
        : source(source), mapping(mapping), table(std::make_shared<BlockTable>(gridLength, channels))
    {
    }

    AssetSource& source;
    GridMapping mapping;
    std::shared_ptr<BlockTable> table;
    std::unordered_map<std::int64_t, CachedBlock> blocks;
    std::unordered_map<std::int64_t, BlockRetry> retries;
};

} // namespace loophole::signal
