#pragma once

#include "Core/Outcome.h"

#include <filesystem>
#include <string_view>

namespace loophole::demo
{

/** Writes a file beside its place and moves it there when every byte of it is written; else leaves nothing. */
[[nodiscard]] Outcome<void> writeWholeFile(const std::filesystem::path&, std::string_view bytes);

} // namespace loophole::demo
