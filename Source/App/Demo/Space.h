#pragma once

#include "App/Demo/Sound.h"

namespace loophole::demo
{

/** Whether what an effect leaves over at the end of a sound comes in again at its beginning. */
enum class Seam
{
    loop,
    oneShot
};

struct Room
{
    double seconds = 2.0; ///< time to fall by 60 dB
    double damping = 0.4; ///< 0 bright … 1 dark
    float wet = 0.25f;
};

/** Feedback delay network of eight lines behind a Hadamard matrix. */
void addReverb(Sound&, const Room&, Seam);

struct Echo
{
    double seconds = 0.45;
    float feedback = 0.4f;
    float wet = 0.3f;
};

/** Echoes that change sides and lose their treble on the way. */
void addPingPong(Sound&, const Echo&, Seam);

} // namespace loophole::demo
