#pragma once

#include "App/Demo/Sound.h"
#include "Core/Outcome.h"

#include <filesystem>

namespace loophole::demo
{

enum class StemFormat
{
    wav16,
    wav24,
    wavFloat,
    aiff16,
    aiff24,
    flac16,
    flac24,
    vorbis
};

/** Writes a sound beside its place and moves it there when it is whole; a mono file holds the mean of both sides. */
[[nodiscard]] Outcome<void> writeStem(const Sound&, const std::filesystem::path&, StemFormat, int channels);

} // namespace loophole::demo
