#pragma once

#include "App/Demo/StemFile.h"

#include <array>
#include <string>

namespace loophole::demo
{

/** One medium of the demo: how it is made and how it is stored. */
struct Stem
{
    const char* id;   ///< in the document
    const char* file; ///< in the folder "Audio"
    Sound (*make)(int rate);
    StemFormat format;
    int rate;
    int channels;
    double seconds;

    [[nodiscard]] std::string path() const { return std::string("Audio/") + file; }
};

/** All of them, in the order of the tracks that play them. */
[[nodiscard]] const std::array<Stem, 18>& stems();

} // namespace loophole::demo
