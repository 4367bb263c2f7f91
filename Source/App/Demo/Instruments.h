#pragma once

#include "App/Demo/Sound.h"

/** Every sound of the demo, each synthesised from nothing. Loops have no seam; their lengths are whole bars. */
namespace loophole::demo
{

// Drums: one-shots of one hit each, and a loop of two bars.
[[nodiscard]] Sound kick(int rate);
[[nodiscard]] Sound snare(int rate);
[[nodiscard]] Sound closedHat(int rate);
[[nodiscard]] Sound openHat(int rate);
[[nodiscard]] Sound tom(int rate);
[[nodiscard]] Sound crash(int rate);
[[nodiscard]] Sound percussionLoop(int rate);

// Eight bars over the progression.
[[nodiscard]] Sound bassLine(int rate);
[[nodiscard]] Sound bassDrone(int rate);
[[nodiscard]] Sound pad(int rate);
[[nodiscard]] Sound choir(int rate);
[[nodiscard]] Sound keys(int rate);
[[nodiscard]] Sound arpeggio(int rate);
[[nodiscard]] Sound bells(int rate);

/** Sixteen bars of melody and two of its echoes; no loop. */
[[nodiscard]] Sound lead(int rate);

[[nodiscard]] Sound rain(int rate);   ///< eight bars, a loop
[[nodiscard]] Sound riser(int rate);  ///< four bars that grow towards what comes after
[[nodiscard]] Sound impact(int rate); ///< a deep blow and its echo

} // namespace loophole::demo
