#pragma once

#include "Signal/Stream/CachedBlock.h"

#include <array>
#include <utility>
#include <vector>

namespace loophole::signal
{

/**
    The blocks in memory that may be given back, as a binary heap with the one that is needed least on top. Blocks know
    their place in it, so that a change of need costs O(log n). Owned by BlockCache; the blocks are its user's.
*/
class GiveBackOrder
{
public:
    void add(CachedBlock&);
    void remove(CachedBlock&);
    /** The block's need is another. */
    void update(CachedBlock&);

    [[nodiscard]] std::size_t size() const { return heap.size(); }

    /**
        The block that is needed least of those for which `mayGo(const CachedBlock&)` holds, or null. Looks at no more
        than mostLookedAt: where so many of the least needed must stay, little would be won by going on.
    */
    template <class MayGo>
    [[nodiscard]] CachedBlock* findLeastNeeded(MayGo mayGo) const
    {
        std::array<std::size_t, 2 * mostLookedAt> open{};
        std::size_t count = heap.empty() ? 0 : 1;
        for (std::size_t looked = 0; looked < mostLookedAt && count > 0; ++looked)
        {
            auto least = std::size_t{0};
            for (std::size_t i = 1; i < count; ++i)
                if (heap[open[least]]->need < heap[open[i]]->need)
                    least = i;
            const auto place = open[least];
            if (mayGo(std::as_const(*heap[place])))
                return heap[place];
            open[least] = open[--count];
            for (auto child = 2 * place + 1; child <= 2 * place + 2; ++child)
                if (child < heap.size())
                    open[count++] = child;
        }
        return nullptr;
    }

private:
    static constexpr std::size_t mostLookedAt = 64;

    void put(std::size_t place, CachedBlock&);
    void rise(std::size_t place);
    void sink(std::size_t place);

    std::vector<CachedBlock*> heap;
};

} // namespace loophole::signal
