#include "Pulse/Library/LibraryLookup.h"

namespace loophole
{

std::vector<std::filesystem::path> filesWithPrints(Database& database, const std::vector<ContentKey>& prints)
{
    Statement seen(database, "SELECT d.path, f.name FROM files f JOIN folders d ON d.id = f.folder WHERE f.print = ?1 "
                             "ORDER BY f.state = 2, d.isAway, f.id LIMIT ?2");
    std::vector<std::filesystem::path> found;
    for (const auto& print : prints)
    {
        const auto room = FindLibraryFiles::mostFiles - found.size();
        const std::string_view bytes(reinterpret_cast<const char*>(print.bytes.data()), print.bytes.size());
        seen.with(BlobView{bytes}, static_cast<std::int64_t>(room));
        while (seen.step())
            found.push_back(std::filesystem::path(seen.text(0)) / seen.text(1));
    }
    return found;
}

} // namespace loophole
