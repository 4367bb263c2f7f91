#include "Pulse/Library/LibraryRelocation.h"

#include "Pulse/Document/PathText.h"

namespace loophole
{
namespace
{

std::optional<LibraryFileId> fileAt(Database& database, const std::filesystem::path& path)
{
    const auto folder = path.parent_path();
    const auto name = path.filename();
    Statement find(database, "SELECT f.id FROM files f JOIN folders d ON d.id = f.folder "
                             "WHERE d.path = ?1 AND f.name = ?2 AND f.state <> 2");
    return find.with(BlobView{folder.native()}, BlobView{name.native()}).step() ? std::optional(find.integer(0))
                                                                                : std::nullopt;
}

void mergeMarks(Database& database, LibraryFileId into, LibraryFileId from)
{
    Statement(database, "UPDATE files SET (favourite, rating, collections, used) = "
                        "(SELECT files.favourite OR o.favourite, max(files.rating, o.rating), "
                        "files.collections | o.collections, max(files.used, o.used) FROM files o WHERE o.id = ?2) "
                        "WHERE id = ?1")
        .with(into, from)
        .run();
    Statement(database, "INSERT OR IGNORE INTO labels(file, label) SELECT ?1, label FROM labels WHERE file = ?2")
        .with(into, from)
        .run();
    Statement(database, "INSERT OR IGNORE INTO tags(file, key, own) SELECT ?1, key, own FROM tags "
                        "WHERE file = ?2 AND own IS NOT NULL")
        .with(into, from)
        .run();
}

void indexAll(Database& database, LibraryTexts& texts, std::int64_t place)
{
    Statement all(database, "SELECT f.id FROM files f JOIN folders d ON d.id = f.folder WHERE d.place = ?");
    std::vector<LibraryFileId> files;
    for (all.with(place); all.step();)
        files.push_back(all.integer(0));
    for (const auto file : files)
        texts.index(file, false);
}

} // namespace

Outcome<void> relocateFile(Database& database, LibraryFiles& files, LibraryFileId file, const std::filesystem::path& to)
{
    const auto found = fileAt(database, to);
    if (!found)
        return Failure{displayText(to.native()), "is in none of the library's places; add its folder first"};
    if (*found == file)
        return {};
    mergeMarks(database, file, *found);
    files.handOn(file, *found);
    // Size and time of before are those of another content.
    Statement(database, "UPDATE files SET state = 0, bytes = -1 WHERE id = ?").with(file).run();
    return {};
}

Outcome<LibraryPlaces::Root> relocatePlace(Database& database, LibraryTexts& texts, const std::filesystem::path& given,
                                           const std::filesystem::path& target)
{
    const auto from = tidied(given);
    const auto to = tidied(target);
    std::optional<std::int64_t> place;
    Statement places(database, "SELECT id, path FROM places");
    while (places.step())
    {
        const std::filesystem::path known = places.text(1);
        if (known == from)
            place = places.integer(0);
        if (isInside(to, known) || isInside(known, to))
            return Failure{displayText(to.native()), "lies in or around the place " + displayText(known.native())};
    }
    if (!place)
        return Failure{displayText(from.native()), "is no place of the library"};
    Statement(database, "UPDATE folders SET path = CAST(?2 || substr(path, ?3) AS BLOB) WHERE place = ?1")
        .with(*place, BlobView{to.native()}, static_cast<std::int64_t>(from.native().size()) + 1)
        .run();
    Statement(database, "UPDATE places SET path = ?2, state = 0 WHERE id = ?1")
        .with(*place, BlobView{to.native()})
        .run();
    // Folders are indexed by their names from the place's own on.
    if (to.filename() != from.filename())
        indexAll(database, texts, *place);
    return LibraryPlaces::Root{*place, to, to};
}

} // namespace loophole
