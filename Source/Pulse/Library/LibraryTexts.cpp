#include "Pulse/Library/LibraryTexts.h"

#include "Pulse/Document/PathText.h"
#include "Pulse/Library/SearchText.h"

namespace loophole
{
namespace
{

/** Tags beyond this are a programme's data rather than words to be searched for. */
constexpr std::size_t mostTagText = 4096;

} // namespace

LibraryTexts::LibraryTexts(Database& database)
    : row(database, "SELECT f.label, d.path, p.path FROM files f JOIN folders d ON d.id = f.folder "
                    "JOIN places p ON p.id = d.place WHERE f.id = ?"),
      words(database, "SELECT coalesce(own, scanned) FROM tags WHERE file = ?1 UNION ALL "
                      "SELECT label FROM labels WHERE file = ?1"),
      insert(database, "INSERT INTO texts(rowid, name, folder, tags) VALUES(?, ?, ?, ?)"),
      replace(database, "INSERT OR REPLACE INTO texts(rowid, name, folder, tags) VALUES(?, ?, ?, ?)"),
      erase(database, "DELETE FROM texts WHERE rowid = ?")
{
}

void LibraryTexts::index(LibraryFileId file, bool isNew)
{
    if (!row.with(file).step())
        return;
    const auto name = searchText(row.text(0));
    const std::filesystem::path place = row.text(2);
    const auto folder = std::filesystem::path(row.text(1)).lexically_relative(place.parent_path());
    row.reset();
    std::string tags;
    for (words.with(file); words.step() && tags.size() < mostTagText;)
        tags += words.text(0).substr(0, mostTagText) + '\n';
    words.reset();
    (isNew ? insert : replace).with(file, name, searchText(displayText(folder.native())), tags).run();
}

void LibraryTexts::remove(LibraryFileId file)
{
    erase.with(file).run();
}

} // namespace loophole
