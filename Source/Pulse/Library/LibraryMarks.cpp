#include "Pulse/Library/LibraryMarks.h"

#include "Pulse/Document/PathText.h"
#include "Pulse/Library/LibraryFiles.h"

#include <algorithm>

namespace loophole
{
namespace
{

constexpr std::uint8_t allCollections = 0x7F;

} // namespace

LibraryMarks::LibraryMarks(Database& toWrite, LibraryTexts& index) : database(toWrite), texts(index) {}

void LibraryMarks::apply(const MarkLibraryFiles& marks)
{
    const auto rating = marks.rating ? std::optional(std::clamp(*marks.rating, 0, 5)) : std::nullopt;
    Statement set(database, "UPDATE files SET favourite = coalesce(?2, favourite), rating = coalesce(?3, rating), "
                            "collections = (collections | ?4) & ~?5 WHERE id = ?1");
    for (const auto file : marks.files)
        set.with(file, marks.favourite, rating, marks.collectionsToJoin & allCollections,
                 marks.collectionsToLeave & allCollections)
            .run();
}

void LibraryMarks::apply(const LabelLibraryFiles& labels)
{
    Statement add(database, "INSERT OR IGNORE INTO labels(file, label) SELECT id, ?2 FROM files WHERE id = ?1");
    Statement remove(database, "DELETE FROM labels WHERE file = ?1 AND label = ?2");
    for (const auto file : labels.files)
    {
        for (const auto& label : labels.remove)
            remove.with(file, displayText(label)).run();
        for (const auto& label : labels.add)
            if (!label.empty())
                add.with(file, displayText(label)).run();
        texts.index(file, false);
    }
}

void LibraryMarks::apply(const SetLibraryTag& tag)
{
    Statement set(database, "INSERT INTO tags(file, key, own) SELECT id, ?2, ?3 FROM files WHERE id = ?1 "
                            "ON CONFLICT(file, key) DO UPDATE SET own = excluded.own");
    Statement tidy(database, "DELETE FROM tags WHERE file = ? AND own IS NULL AND scanned IS NULL");
    for (const auto file : tag.files)
    {
        set.with(file, displayText(tag.key), tag.value ? std::optional(displayText(*tag.value)) : std::nullopt).run();
        tidy.with(file).run();
        refreshMusic(database, file);
        texts.index(file, false);
    }
}

void LibraryMarks::apply(const SaveLibrarySearch& search)
{
    if (search.query.empty())
        return Statement(database, "DELETE FROM searches WHERE name = ?").with(displayText(search.name)).run();
    Statement(database, "INSERT OR REPLACE INTO searches(name, query) VALUES(?, ?)")
        .with(displayText(search.name), displayText(search.query))
        .run();
}

void LibraryMarks::apply(const NoteLibraryUse& use, std::int64_t now)
{
    const auto folder = use.file.parent_path();
    const auto name = use.file.filename();
    Statement(database,
              "UPDATE files SET used = ?3 WHERE folder = (SELECT id FROM folders WHERE path = ?1) AND name = ?2")
        .with(BlobView{folder.native()}, BlobView{name.native()}, now)
        .run();
}

} // namespace loophole
