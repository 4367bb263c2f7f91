#include "Pulse/Library/LibraryPlaces.h"

#include <algorithm>

namespace loophole
{

bool isInside(const std::filesystem::path& inner, const std::filesystem::path& outer)
{
    return std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end()).first == outer.end();
}

std::filesystem::path tidied(const std::filesystem::path& folder)
{
    auto path = folder.lexically_normal();
    return path.has_filename() || path == path.root_path() ? path : path.parent_path();
}

LibraryPlaces::LibraryPlaces(Database& toWrite)
    : database(toWrite),
      findFolder(toWrite, "SELECT id, isMount, isAway, place, parent FROM folders WHERE path = ?"),
      insertFolder(toWrite, "INSERT INTO folders(place, parent, path, isMount) VALUES(?, ?, ?, ?)"),
      updateFolder(toWrite, "UPDATE folders SET place = ?2, parent = ?3, isMount = ?4, isAway = 0, cause = '' "
                            "WHERE id = ?1"),
      listInside(toWrite, "SELECT id, path, isMount FROM folders WHERE parent = ?")
{
}

std::vector<LibraryPlaces::Root> LibraryPlaces::select(const char* where)
{
    std::vector<Root> roots;
    Statement places(database, std::string("SELECT id, path FROM places ") + where);
    while (places.step())
        roots.push_back({places.integer(0), places.text(1), places.text(1)});
    return roots;
}

std::vector<LibraryPlaces::Root> LibraryPlaces::all()
{
    return select("ORDER BY path");
}

std::vector<LibraryPlaces::Root> LibraryPlaces::interrupted()
{
    return select("WHERE state IN (0, 1) ORDER BY path");
}

LibraryPlaces::Root LibraryPlaces::add(const std::filesystem::path& given)
{
    const auto folder = tidied(given);
    const auto known = all();
    for (const auto& place : known)
        if (isInside(folder, place.folder))
            return {place.place, folder, place.folder};
    Statement(database, "INSERT INTO places(path) VALUES(?)").with(BlobView{folder.native()}).run();
    const auto id = database.lastId();
    for (const auto& place : known)
        if (isInside(place.folder, folder))
        {
            Statement(database, "UPDATE folders SET place = ? WHERE place = ?").with(id, place.place).run();
            Statement(database, "DELETE FROM places WHERE id = ?").with(place.place).run();
        }
    return {id, folder, folder};
}

void LibraryPlaces::setState(std::int64_t place, LibraryPlace::State state, const std::string& cause, std::int64_t now)
{
    const auto isScanned = state == LibraryPlace::State::scanned;
    Statement(database, "UPDATE places SET state = ?2, cause = ?3, scanned = iif(?4, ?5, scanned) WHERE id = ?1")
        .with(place, static_cast<int>(state), cause, isScanned, now)
        .run();
}

void LibraryPlaces::remove(const std::filesystem::path& folder)
{
    const BlobView path{folder.native()};
    Statement(database, "DELETE FROM texts WHERE rowid IN (SELECT f.id FROM files f JOIN folders d ON d.id = f.folder "
                        "JOIN places p ON p.id = d.place WHERE p.path = ?)")
        .with(path)
        .run();
    Statement(database, "DELETE FROM places WHERE path = ?").with(path).run();
}

std::int64_t LibraryPlaces::store(const Root& root, std::optional<std::int64_t> parent,
                                  const std::filesystem::path& path, bool isMount)
{
    if (!findFolder.with(BlobView{path.native()}).step())
    {
        insertFolder.with(root.place, parent, BlobView{path.native()}, isMount).run();
        return database.lastId();
    }
    const auto id = findFolder.integer(0);
    const auto known = findFolder.isNull(4) ? std::nullopt : std::optional(findFolder.integer(4));
    // A scan of a folder inside of a place does not know what holds it.
    const auto nextParent = parent ? parent : root.isWhole() ? std::nullopt : known;
    const auto isSame = (findFolder.integer(1) != 0) == isMount && findFolder.integer(2) == 0 &&
                        findFolder.integer(3) == root.place && known == nextParent;
    findFolder.reset();
    if (!isSame)
        updateFolder.with(id, root.place, nextParent, isMount).run();
    return id;
}

std::optional<LibraryPlaces::Folder> LibraryPlaces::find(const std::filesystem::path& path)
{
    if (!findFolder.with(BlobView{path.native()}).step())
        return std::nullopt;
    Folder folder{findFolder.integer(0), path, findFolder.integer(1) != 0};
    findFolder.reset();
    return folder;
}

std::vector<LibraryPlaces::Folder> LibraryPlaces::inside(std::int64_t folder)
{
    std::vector<Folder> found;
    for (listInside.with(folder); listInside.step();)
        found.push_back({listInside.integer(0), listInside.text(1), listInside.integer(2) != 0});
    return found;
}

bool LibraryPlaces::hasFiles(std::int64_t folder)
{
    Statement any(database, "WITH RECURSIVE tree(id) AS (SELECT ?1 UNION SELECT d.id FROM folders d JOIN tree ON "
                            "d.parent = tree.id) SELECT EXISTS (SELECT 1 FROM files WHERE state <> 2 AND folder IN "
                            "(SELECT id FROM tree))");
    return any.with(folder).step() && any.integer(0) != 0;
}

void LibraryPlaces::setAway(std::int64_t folder, const std::string& cause)
{
    Statement(database,
              "WITH RECURSIVE tree(id) AS (SELECT ?1 UNION SELECT d.id FROM folders d JOIN tree ON "
              "d.parent = tree.id) UPDATE folders SET isAway = 1, cause = ?2 WHERE id IN (SELECT id FROM tree)")
        .with(folder, cause)
        .run();
}

void LibraryPlaces::forgetEmpty(std::int64_t folder)
{
    Statement(database, "WITH RECURSIVE tree(id) AS (SELECT ?1 UNION SELECT d.id FROM folders d JOIN tree ON "
                        "d.parent = tree.id) DELETE FROM folders WHERE id = ?1 AND NOT EXISTS "
                        "(SELECT 1 FROM files WHERE folder IN (SELECT id FROM tree))")
        .with(folder)
        .run();
}

} // namespace loophole
