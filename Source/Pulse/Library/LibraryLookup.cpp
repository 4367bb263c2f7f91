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

std::optional<std::int64_t> folderAt(Database& database, const std::filesystem::path& path)
{
    Statement find(database, "SELECT id FROM folders WHERE path = ?");
    return find.with(BlobView{path.native()}).step() ? std::optional(find.integer(0)) : std::nullopt;
}

std::vector<LibraryFileId> filesNamedFrom(Database& database, const std::string& beginning)
{
    // Both bounds are of the index by name: no row beside those that are found is looked at.
    Statement named(database, "SELECT id FROM files WHERE label >= ?1 AND label < ?1 || char(0x10FFFF)");
    std::vector<LibraryFileId> found;
    for (named.with(beginning); named.step();)
        found.push_back(named.integer(0));
    return found;
}

LibraryFolders foldersIn(Database& database, const std::filesystem::path& parent)
{
    LibraryFolders told{parent, {}};
    const auto folder = folderAt(database, parent);
    if (!folder)
        return told;
    Statement below(database,
                    "WITH RECURSIVE tree(id, top) AS (SELECT id, id FROM folders WHERE parent = ?1 UNION ALL "
                    "SELECT d.id, tree.top FROM folders d JOIN tree ON d.parent = tree.id) "
                    "SELECT d.path, (SELECT count(*) FROM tree t JOIN files f ON f.folder = t.id WHERE t.top = d.id), "
                    "EXISTS (SELECT 1 FROM folders i WHERE i.parent = d.id), d.isAway "
                    "FROM folders d WHERE d.parent = ?1 ORDER BY d.path");
    for (below.with(*folder); below.step();)
        told.folders.push_back({below.text(0), static_cast<std::uint64_t>(below.integer(1)), below.integer(2) != 0,
                                below.integer(3) != 0});
    return told;
}

} // namespace loophole
