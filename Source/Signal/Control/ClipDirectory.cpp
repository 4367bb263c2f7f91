#include "Signal/Control/ClipDirectory.h"

#include <vector>

namespace loophole::signal
{

void ClipDirectory::take(SignalThread&, const Session& session)
{
    ++takes;
    std::vector<Chunk> arrived;
    for (const auto& track : session.tracks)
        for (std::size_t i = 0; i < track->clips.chunkCount(); ++i)
        {
            const auto& chunk = track->clips.chunk(i);
            const auto [known, isNew] = chunks.try_emplace(chunk.get(), Known{chunk, takes});
            known->second.seenAt = takes;
            if (isNew)
                arrived.push_back(chunk);
        }
    // What went is taken out first: a clip that was moved is in a chunk of either kind.
    std::erase_if(chunks,
                  [this](const auto& entry)
                  {
                      if (entry.second.seenAt == takes)
                          return false;
                      remove(*entry.second.chunk);
                      return true;
                  });
    for (const auto& chunk : arrived)
        add(chunk);
}

const Clip* ClipDirectory::find(ClipId id) const
{
    const auto found = clips.find(id);
    return found != clips.end() ? found->second : nullptr;
}

void ClipDirectory::add(const Chunk& chunk)
{
    for (const auto& clip : *chunk)
        clips.insert_or_assign(clip.id, &clip);
}

void ClipDirectory::remove(const std::vector<Clip>& chunk)
{
    for (const auto& clip : chunk)
        clips.erase(clip.id);
}

} // namespace loophole::signal
