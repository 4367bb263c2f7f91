#pragma once

#include "Messages/Library.h"
#include "Pulse/Sqlite/Database.h"

namespace loophole
{

/** Where files of these quick prints were seen last, those that were still there then first; at most
    FindLibraryFiles::mostFiles. */
[[nodiscard]] std::vector<std::filesystem::path> filesWithPrints(Database&, const std::vector<ContentKey>&);

} // namespace loophole
