#pragma once

#include "App/Bench/Bench.h"

#include <filesystem>

namespace loophole::bench
{

/** Pages from anywhere in all files of a library, sorted, as whoever drags a scroll bar asks for them. */
[[nodiscard]] std::vector<Figure> libraryPaging(const std::filesystem::path& file);

} // namespace loophole::bench
