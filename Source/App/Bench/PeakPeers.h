#pragma once

#include <filesystem>

namespace loophole::bench
{

/** Minimum, maximum and squares of 24-bit PCM straight from its bytes, every byte read once from the page cache, by as
    many threads as there are cores: what no peak builder that reads all of a file can be faster than. */
void measureNothingButPcm(const std::filesystem::path&);

} // namespace loophole::bench
