#pragma once

#include "Aura/Preferences/Preferences.h"
#include "Messages/Audition.h"

#include <array>

namespace loophole::aura
{

/** How files are auditioned; remembered from one start of the program to the next. */
struct PreviewSettings
{
    bool playsAtOnce = true; ///< what is chosen, without being asked to
    bool loops = false;
    bool matches = false;                     ///< brings files to one loudness
    bool skipsSilence = true;                 ///< begins at the first sound, unless it begins on a bar
    bool waitsForBar = false;                 ///< while the transport plays
    bool followsTempo = false;                ///< of the session, where the file's is known
    double semitones = 0;                     ///< -12 … 12
    std::array<double, deckCount> volumeDb{}; ///< at most 0

    [[nodiscard]] static PreviewSettings recalled(const Preferences&);
    void remember(Preferences&) const;

    bool operator==(const PreviewSettings&) const = default;
};

} // namespace loophole::aura
