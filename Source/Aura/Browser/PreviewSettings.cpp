#include "Aura/Browser/PreviewSettings.h"

#include <algorithm>
#include <utility>

namespace loophole::aura
{
namespace
{

constexpr std::array<std::pair<const char*, bool PreviewSettings::*>, 6> flags{
    {{"preview.autoPlay", &PreviewSettings::playsAtOnce},
     {"preview.loop", &PreviewSettings::loops},
     {"preview.match", &PreviewSettings::matches},
     {"preview.firstSound", &PreviewSettings::skipsSilence},
     {"preview.bar", &PreviewSettings::waitsForBar},
     {"preview.tempo", &PreviewSettings::followsTempo}}};
constexpr const char* pitch = "preview.pitch";
constexpr std::array<const char*, deckCount> volumes{"preview.volumeA", "preview.volumeB"};

} // namespace

PreviewSettings PreviewSettings::recalled(const Preferences& preferences)
{
    PreviewSettings settings;
    for (const auto& [name, member] : flags)
        settings.*member = preferences.flag(name, settings.*member);
    settings.semitones = StreamStretch{1, preferences.number(pitch, 0)}.limited().semitones;
    for (std::size_t i = 0; i < deckCount; ++i)
        settings.volumeDb[i] = std::min(0.0, preferences.number(volumes[i], 0));
    return settings;
}

void PreviewSettings::remember(Preferences& preferences) const
{
    for (const auto& [name, member] : flags)
        preferences.set(name, this->*member);
    preferences.set(pitch, semitones);
    for (std::size_t i = 0; i < deckCount; ++i)
        preferences.set(volumes[i], volumeDb[i]);
}

} // namespace loophole::aura
