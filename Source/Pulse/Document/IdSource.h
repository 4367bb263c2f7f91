#pragma once

#include "Core/Ids.h"

#include <atomic>
#include <charconv>
#include <cstdint>
#include <string_view>

namespace loophole
{

/**
    Hands out the runtime ids of everything in sessions: rising, never twice in the life of the source, so that an id
    from a closed session or an undone edit can never name something else. Owned by Pulse; safe from every thread, as
    documents are read on others.
*/
class IdSource
{
public:
    IdSource() = default;
    IdSource(const IdSource& other) : last(other.last.load(std::memory_order_relaxed)) {}
    IdSource& operator=(const IdSource&) = delete;

    // Relaxed: ids are only ever told apart; what they name is published by other means.
    template <class AnyId>
    [[nodiscard]] AnyId next()
    {
        return AnyId{last.fetch_add(1, std::memory_order_relaxed) + 1};
    }

    /**
        From now on ids are above the number in a document's text id ("c17"): what gets its text id from its runtime
        id then never takes one that is there already. Numbers that would leave few ids are none of ours: they are
        beyond what a source hands out.
    */
    void avoid(std::string_view documentId)
    {
        std::uint32_t number = 0;
        const auto* end = documentId.data() + documentId.size();
        if (documentId.size() < 2 || std::from_chars(documentId.data() + 1, end, number).ptr != end)
            return;
        auto now = last.load(std::memory_order_relaxed);
        while (number > now && number < farthest && !last.compare_exchange_weak(now, number, std::memory_order_relaxed))
        {
        }
    }

private:
    static constexpr std::uint32_t farthest = 1u << 31;

    std::atomic<std::uint32_t> last{0};
};

} // namespace loophole
