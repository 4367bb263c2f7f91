#pragma once

#include "Messages/Library.h"
#include "Pulse/Sqlite/Database.h"

namespace loophole
{

/** Where files of these quick prints were seen last, those that were still there then first; at most
    FindLibraryFiles::mostFiles. */
[[nodiscard]] std::vector<std::filesystem::path> filesWithPrints(Database&, const std::vector<ContentKey>&);

/** The folder's number, where the library has been in it. */
[[nodiscard]] std::optional<std::int64_t> folderAt(Database&, const std::filesystem::path&);

/** Those of these names that begin so, with ASCII letters in any case. */
[[nodiscard]] std::vector<LibraryFileId> filesNamedFrom(Database&, const std::string& beginning);

/** The folders directly in one, with what lies in and below each. */
[[nodiscard]] LibraryFolders foldersIn(Database&, const std::filesystem::path& parent);

} // namespace loophole
