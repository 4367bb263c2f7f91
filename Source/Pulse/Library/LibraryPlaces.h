#pragma once

#include "Messages/Library.h"
#include "Pulse/Sqlite/Database.h"

namespace loophole
{

/** The places that the user has named, and the folders in them. Owns statements on the writing connection. */
class LibraryPlaces
{
public:
    /** Where a scan begins: a place, or a folder inside of one. */
    struct Root
    {
        std::int64_t place = 0;
        std::filesystem::path folder;
        std::filesystem::path placeFolder;

        [[nodiscard]] bool isWhole() const { return folder == placeFolder; }
    };
    struct Folder
    {
        std::int64_t id = 0;
        std::filesystem::path path;
        bool isMount = false; ///< another drive began here when it was read last
    };

    explicit LibraryPlaces(Database&);

    /** A folder inside of a known place belongs to that; places inside of it become part of it. */
    [[nodiscard]] Root add(const std::filesystem::path& folder);
    [[nodiscard]] std::vector<Root> all();
    /** Those whose scan has not come to its end. */
    [[nodiscard]] std::vector<Root> interrupted();
    void setState(std::int64_t place, LibraryPlace::State, const std::string& cause, std::int64_t now);
    /** With all that is in it. */
    void remove(const std::filesystem::path& folder);

    /** A folder that has been read; it is no longer away. */
    [[nodiscard]] std::int64_t store(const Root&, std::optional<std::int64_t> parent, const std::filesystem::path&,
                                     bool isMount);
    [[nodiscard]] std::optional<Folder> find(const std::filesystem::path&);
    [[nodiscard]] std::vector<Folder> inside(std::int64_t folder);
    [[nodiscard]] bool hasFiles(std::int64_t folder);
    /** The folder and those below it cannot be read; their files are kept. */
    void setAway(std::int64_t folder, const std::string& cause);
    /** The folder with those below it, unless they hold files that are kept. */
    void forgetEmpty(std::int64_t folder);

private:
    [[nodiscard]] std::vector<Root> select(const char* where);

    Database& database;
    Statement findFolder;
    Statement insertFolder;
    Statement updateFolder;
    Statement listInside;
};

/** Whether one is the other or lies in it. Lexical. */
[[nodiscard]] bool isInside(const std::filesystem::path& inner, const std::filesystem::path& outer);
/** Without a slash at its end, so that one folder has one name. */
[[nodiscard]] std::filesystem::path tidied(const std::filesystem::path&);

} // namespace loophole
