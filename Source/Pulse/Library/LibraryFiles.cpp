#include "Pulse/Library/LibraryFiles.h"

#include "Pulse/Document/PathText.h"
#include "Pulse/Library/MusicalKey.h"
#include "Pulse/Library/SearchText.h"

#include <charconv>
#include <set>

namespace loophole
{
namespace
{

constexpr const char* insertSql =
    "INSERT INTO files(folder, name, label, extension, bytes, modified, print, state, error, warning, format, codec, "
    "rate, channels, bits, frames, seconds, timeReference, key, tempo, added) "
    "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)";
constexpr const char* updateSql =
    "UPDATE files SET bytes = ?5, modified = ?6, print = ?7, state = ?8, error = ?9, warning = ?10, format = ?11, "
    "codec = ?12, rate = ?13, channels = ?14, bits = ?15, frames = ?16, seconds = ?17, timeReference = ?18, "
    "key = ?19, tempo = ?20 WHERE id = ?21";

/** Tempos outside are no tempos. */
constexpr double slowest = 10;
constexpr double fastest = 1000;

std::optional<double> tempoOf(const std::string& text)
{
    double tempo = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), tempo);
    return read.ec == std::errc() && tempo >= slowest && tempo <= fastest ? std::optional(tempo) : std::nullopt;
}

std::optional<std::string> valueOf(const std::map<std::string, std::string>& tags, const char* key)
{
    const auto found = tags.find(key);
    return found == tags.end() ? std::nullopt : std::optional(found->second);
}

std::string_view bytesOf(const ContentKey& print)
{
    return {reinterpret_cast<const char*>(print.bytes.data()), print.bytes.size()};
}

/** Of a name with a dot in it, in small letters. */
std::string extensionOf(const std::string& name)
{
    const auto extension = std::filesystem::path(name).extension().native();
    return extension.empty() ? std::string() : lowerCase(displayText(extension.substr(1)));
}

} // namespace

LibraryFiles::LibraryFiles(Database& toWrite, LibraryTexts& index)
    : database(toWrite),
      texts(index),
      list(toWrite, "SELECT name, id, bytes, modified, state FROM files WHERE folder = ?"),
      insert(toWrite, insertSql),
      update(toWrite, updateSql),
      dropTags(toWrite, "DELETE FROM tags WHERE file = ? AND own IS NULL"),
      unsetTags(toWrite, "UPDATE tags SET scanned = NULL WHERE file = ?"),
      addTag(toWrite, "INSERT INTO tags(file, key, scanned) VALUES(?1, ?2, ?3) "
                      "ON CONFLICT(file, key) DO UPDATE SET scanned = excluded.scanned"),
      setState(toWrite, "UPDATE files SET state = ?2 WHERE id = ?1")
{
}

std::unordered_map<std::string, LibraryFiles::Known> LibraryFiles::of(std::int64_t folder)
{
    std::unordered_map<std::string, Known> known;
    for (list.with(folder); list.step();)
        known.emplace(list.text(0),
                      Known{list.integer(1), {list.integer(2), list.integer(3)}, static_cast<State>(list.integer(4))});
    return known;
}

void LibraryFiles::store(std::int64_t folder, const std::string& name, LibraryFileId known, const MediaProbed& found,
                         std::int64_t now)
{
    const auto isOpened = found.outcome != MediaProbed::Outcome::unreadable;
    const auto& facts = found.facts;
    const auto isMedium = found.outcome == MediaProbed::Outcome::medium;
    const auto seconds =
        isMedium && facts.sampleRate.isKnown() ? std::optional(facts.sampleRate.secondsIn(facts.length)) : std::nullopt;
    const auto number = [&](std::int64_t value) { return isMedium ? std::optional(value) : std::nullopt; };
    const auto keyTag = valueOf(facts.tags, "key");
    const auto key = keyTag ? musicalKey(*keyTag) : std::nullopt;
    const auto tempoTag = valueOf(facts.tags, "bpm");
    const auto tempo = tempoTag ? tempoOf(*tempoTag) : std::nullopt;
    auto& statement = known == 0 ? insert : update;
    statement
        .with(folder, BlobView{name}, displayText(name), extensionOf(name), found.stamp.bytes, found.stamp.modified,
              BlobView{bytesOf(found.print)}, static_cast<int>(isOpened ? State::opened : State::toBeOpened),
              displayText(found.error), displayText(facts.warning), facts.format, facts.codec,
              number(facts.sampleRate.hz()), number(facts.channels), number(facts.bitDepth),
              number(facts.length.value()), seconds, number(facts.timeReference), key, tempo, known == 0 ? now : known)
        .run();
    const auto file = known == 0 ? database.lastId() : known;
    if (known != 0)
    {
        dropTags.with(file).run();
        unsetTags.with(file).run();
    }
    storeTags(file, facts.tags);
    if (known != 0)
        refreshMusic(database, file);
    texts.index(file, known == 0);
}

void LibraryFiles::storeTags(LibraryFileId file, const std::map<std::string, std::string>& tags)
{
    for (const auto& [key, value] : tags)
        addTag.with(file, displayText(key), displayText(value)).run();
}

void LibraryFiles::setGone(LibraryFileId file)
{
    setState.with(file, static_cast<int>(State::gone)).run();
}

void LibraryFiles::setBack(LibraryFileId file)
{
    setState.with(file, static_cast<int>(State::opened)).run();
}

std::int64_t LibraryFiles::setGoneBelow(std::int64_t folder)
{
    Statement below(database,
                    "WITH RECURSIVE tree(id) AS (SELECT ?1 UNION SELECT d.id FROM folders d JOIN tree ON d.parent = "
                    "tree.id) UPDATE files SET state = 2 WHERE state <> 2 AND folder IN (SELECT id FROM tree)");
    below.with(folder).run();
    return database.changes();
}

std::int64_t LibraryFiles::matchMoved()
{
    Statement gone(database, std::string("SELECT f.id, f.print, f.bytes, f.modified, f.name FROM files f "
                                         "WHERE f.state = 2 AND length(f.print) = 16 AND ") +
                                 isTouched);
    // A file that kept its name is more likely the same than one that did not. Copies may be many: the first will do.
    const auto alike = std::string("SELECT f.id FROM files f WHERE f.print = ?1 AND f.bytes = ?2 AND f.modified = ?3 "
                                   "AND f.state = 1 AND (f.name = ?4 OR ?5) AND NOT ") +
                       isTouched + " LIMIT 1";
    Statement find(database, alike);
    std::vector<std::pair<LibraryFileId, LibraryFileId>> moved;
    std::set<LibraryFileId> taken;
    while (gone.step())
        for (const auto anyName : {false, true})
        {
            const auto print = gone.text(1);
            const auto name = gone.text(4);
            find.with(BlobView{print}, gone.integer(2), gone.integer(3), BlobView{name}, anyName);
            if (!find.step() || !taken.insert(find.integer(0)).second)
                continue;
            moved.emplace_back(gone.integer(0), find.integer(0));
            break;
        }
    find.reset();
    for (const auto& [from, to] : moved)
        handOn(from, to);
    return static_cast<std::int64_t>(moved.size());
}

void LibraryFiles::handOn(LibraryFileId from, LibraryFileId to)
{
    Statement place(database, "SELECT folder, name, label, extension FROM files WHERE id = ?");
    if (!place.with(to).step())
        return;
    const auto folder = place.integer(0);
    const auto name = place.text(1);
    const auto label = place.text(2);
    const auto extension = place.text(3);
    place.reset();
    texts.remove(to);
    Statement(database, "DELETE FROM files WHERE id = ?").with(to).run();
    Statement(database, "UPDATE files SET folder = ?2, name = ?3, label = ?4, extension = ?5, state = 1 WHERE id = ?1")
        .with(from, folder, BlobView{name}, label, extension)
        .run();
    texts.index(from, false);
}

void LibraryFiles::forgetGone(std::int64_t place)
{
    Statement gone(database, std::string("SELECT f.id FROM files f JOIN folders d ON d.id = f.folder "
                                         "WHERE f.state = 2 AND d.place = ? AND NOT ") +
                                 isTouched);
    std::vector<LibraryFileId> toForget;
    for (gone.with(place); gone.step();)
        toForget.push_back(gone.integer(0));
    Statement forget(database, "DELETE FROM files WHERE id = ?");
    for (const auto file : toForget)
    {
        texts.remove(file);
        forget.with(file).run();
    }
}

void refreshMusic(Database& database, LibraryFileId file)
{
    Statement read(database, "SELECT coalesce(own, scanned) FROM tags WHERE file = ? AND key = ?");
    const auto value = [&](const char* key) { return read.with(file, key).step() ? read.text(0) : std::string(); };
    const auto key = musicalKey(value("key"));
    const auto tempo = tempoOf(value("bpm"));
    read.reset();
    Statement(database, "UPDATE files SET key = ?2, tempo = ?3 WHERE id = ?1").with(file, key, tempo).run();
}

} // namespace loophole
