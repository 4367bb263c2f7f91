#pragma once

#include "Concurrency/ThreadTokens.h"
#include "Model/Session.h"

#include <unordered_map>

namespace loophole::signal
{

/**
    Finds the clips of the session that plays by their ids. Follows an edit by the pieces that the sessions share (see
    SharedList), so that taking over a session of 100,000 clips costs as much as what was edited. Owned by
    SessionPlayback, used on Signal's control thread.
*/
class ClipDirectory
{
public:
    void take(SignalThread&, const Session&);

    /** Null where the session has no such clip. Valid until the next take(). */
    [[nodiscard]] const Clip* find(ClipId) const;
    [[nodiscard]] std::size_t size() const { return clips.size(); }

private:
    using Chunk = std::shared_ptr<const std::vector<Clip>>;
    struct Known
    {
        Chunk chunk; ///< held, so that its address stays its name
        std::uint64_t seenAt = 0;
    };

    void add(const Chunk&);
    void remove(const std::vector<Clip>&);

    std::unordered_map<const std::vector<Clip>*, Known> chunks;
    std::unordered_map<ClipId, const Clip*> clips;
    std::uint64_t takes = 0;
};

} // namespace loophole::signal
