#include "Signal/Mixer/StraightVoices.h"

#include <algorithm>

namespace loophole::signal
{

void StraightVoices::begin(const MixPlan& mixPlan, FrameRange stretch, Lane mixerLane) noexcept
{
    plan = &mixPlan;
    range = stretch;
    lane = mixerLane;
    found = 0;
}

const StraightVoice& StraightVoices::take(AudioThread& thread, std::size_t track) noexcept
{
    // The next group is known before this one is mixed, so that its first samples are fetched in time.
    while (found < plan->tracks.size() && found <= track / group * group + group)
        find(thread, found);
    return groupOf(track)[track % group];
}

const float* StraightVoices::ahead(std::size_t track, int channel, const float* fallback) const noexcept
{
    const auto next = track + fetchDistance;
    if (next >= found)
        return fallback;
    const auto& voice = groupOf(next)[next % group];
    return voice.block != nullptr ? voice.samples(channel) : fallback;
}

bool StraightVoices::isStraight(const PlannedClip& clip) const noexcept
{
    const auto& line = clip.timeline;
    if (!clip.table || !line.isUnityRate() || line.reverse)
        return false;
    const auto channels = clip.table->channelCount();
    const bool fits = channels == plan->channels || (channels == 1 && plan->channels == 2);
    const auto before = range.start - line.start;
    const auto after = line.end() - range.end();
    return fits && before >= std::max(FrameCount(0), clip.fadeIn) && after >= std::max(FrameCount(0), clip.fadeOut);
}

std::int64_t StraightVoices::gridFrame(const ClipTimeline& line) const noexcept
{
    const auto frame = (range.start - line.start).value();
    return line.first.value() + (line.loop && line.stretch.value() > 0 ? frame % line.stretch.value() : frame);
}

/** Fills the group with the clips that may be straight, as far as the plan alone tells. */
void StraightVoices::findClips(Group& voices, std::size_t first, std::size_t count) const noexcept
{
    for (std::size_t i = 0; i < count; ++i)
    {
        const auto& track = plan->tracks[first + i];
        __builtin_prefetch(track.clips.get());
        __builtin_prefetch(reinterpret_cast<const char*>(track.clips.get()) + 64);
        track.strip->prefetch(lane);
    }
    for (std::size_t i = 0; i < count; ++i)
        plan->tracks[first + i].clips->prefetch();
    for (std::size_t i = 0; i < count; ++i)
    {
        const auto& track = plan->tracks[first + i];
        voices[i] = {track.gain.isSilent() ? nullptr : track.clips->onlyIn(range), nullptr, 0};
        if (voices[i].clip == nullptr)
            continue;
        voices[i].clip->handle->prefetch(lane);
        __builtin_prefetch(voices[i].clip->table.get());
    }
    for (std::size_t i = 0; i < count; ++i)
        if (voices[i].clip != nullptr && !isStraight(*voices[i].clip))
            voices[i].clip = nullptr;
    std::fill(voices.begin() + static_cast<std::ptrdiff_t>(count), voices.end(), StraightVoice());
}

void StraightVoices::find(AudioThread& thread, std::size_t first) noexcept
{
    auto& voices = groupOf(first);
    const auto count = std::min(group, plan->tracks.size() - first);
    findClips(voices, first, count);
    for (auto& voice : voices)
        if (voice.clip != nullptr)
            voice.clip->table->prefetch(gridFrame(voice.clip->timeline) / limits::blockFrames);
    for (auto& voice : voices)
        if (voice.clip != nullptr)
        {
            const auto& table = *voice.clip->table;
            const auto grid = gridFrame(voice.clip->timeline);
            const auto frames = range.length.value();
            voice.offset = grid % limits::blockFrames;
            const bool isInOne = grid >= 0 && voice.offset + frames <= limits::blockFrames &&
                                 grid + frames <= table.gridLength().value();
            voice.block = isInOne ? table.find(thread, grid / limits::blockFrames) : nullptr;
            __builtin_prefetch(voice.block);
            if (!isInOne)
                voice.clip = nullptr;
        }
    for (auto& voice : voices)
        if (voice.block != nullptr && voice.block->isProxy)
            voice = {};
    found = first + count;
}

} // namespace loophole::signal
