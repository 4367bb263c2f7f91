#include "Pulse/Document/Collect.h"

#include "Pulse/Document/OpenFile.h"
#include "Pulse/Document/PathText.h"
#include "Pulse/Document/SessionWriter.h"

#include <cerrno>
#include <fcntl.h>
#include <map>
#include <memory>
#include <set>
#include <unistd.h>
#include <xxhash.h>

namespace loophole
{
namespace
{

constexpr std::size_t stepBytes = std::size_t{1} << 20;

using HashState = std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)>;

/** Reads a file to its end; false where that fails or `take(bytes)` does. */
template <class Take>
bool readThrough(int file, Take take)
{
    std::vector<char> bytes(stepBytes);
    for (;;)
    {
        const auto count = ::read(file, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return count == 0;
        if (!take(std::string_view(bytes.data(), static_cast<std::size_t>(count))))
            return false;
    }
}

/** The folder under the name that it has while it is made; removed unless it becomes the real one. */
class UnfinishedFolder
{
public:
    explicit UnfinishedFolder(const std::filesystem::path& wanted)
        : wanted(wanted), path(wanted.native() + ".collecting-" + std::to_string(::getpid()))
    {
    }
    ~UnfinishedFolder()
    {
        std::error_code ignored;
        if (!isFinished)
            std::filesystem::remove_all(path, ignored);
    }
    UnfinishedFolder(const UnfinishedFolder&) = delete;
    UnfinishedFolder& operator=(const UnfinishedFolder&) = delete;

    [[nodiscard]] Outcome<void> finish()
    {
        for (const auto& folder : {path / "Audio", path})
            if (const OpenFile file(systemFileCalls(), folder, O_RDONLY | O_DIRECTORY); file.isOpen() && !file.flush())
                return systemFailure(folder, "cannot be flushed to the disk");
        if (::rename(path.c_str(), wanted.c_str()) != 0)
            return systemFailure(wanted, "cannot be made");
        isFinished = true;
        return {};
    }

    const std::filesystem::path wanted;
    const std::filesystem::path path;

private:
    bool isFinished = false;
};

class Collecting
{
public:
    Collecting(const SessionFile& file, const std::filesystem::path& folder, const CollectOptions& options)
        : file(file), options(options), unfinished(folder)
    {
    }

    Outcome<CollectReport> run()
    {
        if (auto planned = plan(); !planned)
            return planned.failure();
        std::error_code error;
        if (!std::filesystem::create_directories(unfinished.path / "Audio", error))
            return Failure{displayText(unfinished.wanted.native()), "cannot be made: " + error.message()};
        for (const auto& [from, name] : names)
            if (auto copied = copy(from, unfinished.path / "Audio" / name); !copied)
                return copied.failure();
        const auto document = file.document().filename();
        if (auto saved = FileDocumentStore().save(unfinished.path / document, writeSession(collected())); !saved)
            return saved.failure();
        if (auto finished = unfinished.finish(); !finished)
            return finished.failure();
        report.document = unfinished.wanted / document;
        report.files = names.size();
        report.bytes = total;
        return report;
    }

private:
    [[nodiscard]] std::filesystem::path placeOf(const SessionAsset& asset) const
    {
        return resolvedAgainst(file.folder(), asset.path);
    }

    /** Which file gets which name, and whether there is room for all of them. */
    Outcome<void> plan()
    {
        std::error_code error;
        if (std::filesystem::exists(std::filesystem::symlink_status(unfinished.wanted, error)))
            return Failure{displayText(unfinished.wanted.native()), "exists already"};
        std::set<std::string> taken;
        for (const auto& asset : file.session().assets)
        {
            const auto from = placeOf(asset);
            const auto bytes = std::filesystem::file_size(from, error);
            if (error && !options.leavesMissing)
                return Failure{displayText(from.native()), error.message()};
            if (error)
                report.missing.push_back(from);
            else if (names.try_emplace(from).second)
            {
                total += bytes;
                names[from] = freeName(from, taken);
            }
        }
        const auto room = std::filesystem::space(unfinished.wanted.parent_path(), error);
        if (!error && room.available < total)
            return Failure{displayText(unfinished.wanted.native()), "there is room for " +
                                                                        std::to_string(room.available >> 20) +
                                                                        " MiB of " + std::to_string(total >> 20)};
        return {};
    }

    /** The file's own name where no other has it, whatever file system compares names without their case. */
    static std::string freeName(const std::filesystem::path& from, std::set<std::string>& taken)
    {
        const auto withoutCase = [](std::string name)
        {
            for (auto& c : name)
                c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
            return name;
        };
        auto name = from.filename().native();
        for (int number = 2; !taken.insert(withoutCase(name)).second; ++number)
            name = from.stem().native() + ' ' + std::to_string(number) + from.extension().native();
        return name;
    }

    Outcome<void> copy(const std::filesystem::path& from, const std::filesystem::path& to)
    {
        const OpenFile source(systemFileCalls(), from, O_RDONLY | O_NONBLOCK);
        const OpenFile target(systemFileCalls(), to, O_WRONLY | O_CREAT | O_EXCL, 0666);
        if (!source.isOpen())
            return systemFailure(from, "cannot be read");
        if (!target.isOpen())
            return systemFailure(to, "cannot be written");
        const HashState hash(XXH3_createState(), &XXH3_freeState);
        XXH3_128bits_reset(hash.get());
        bool isWritten = true;
        const auto isRead = readThrough(source.descriptor(),
                                        [&](std::string_view bytes)
                                        {
                                            XXH3_128bits_update(hash.get(), bytes.data(), bytes.size());
                                            isWritten = target.write(bytes);
                                            tellProgress(bytes.size());
                                            return isWritten;
                                        });
        if (!isWritten || (isRead && !target.flush()))
            return systemFailure(to, "cannot be written");
        if (!isRead)
            return systemFailure(from, "cannot be read");
        return verify(to, XXH3_128bits_digest(hash.get()));
    }

    /** Reads the copy back from the disk rather than from memory, where the system lets us. */
    static Outcome<void> verify(const std::filesystem::path& copy, XXH128_hash_t expected)
    {
        const OpenFile file(systemFileCalls(), copy, O_RDONLY);
        if (!file.isOpen())
            return systemFailure(copy, "cannot be read back");
        static_cast<void>(::posix_fadvise(file.descriptor(), 0, 0, POSIX_FADV_DONTNEED));
        const HashState hash(XXH3_createState(), &XXH3_freeState);
        XXH3_128bits_reset(hash.get());
        const auto isRead =
            readThrough(file.descriptor(), [&](std::string_view bytes)
                        { return XXH3_128bits_update(hash.get(), bytes.data(), bytes.size()) == XXH_OK; });
        if (!isRead)
            return systemFailure(copy, "cannot be read back");
        if (XXH128_isEqual(XXH3_128bits_digest(hash.get()), expected) == 0)
            return Failure{displayText(copy.native()), "is not what was copied: the disk or the original is at fault"};
        return {};
    }

    [[nodiscard]] Session collected() const
    {
        auto session = file.session();
        std::vector<SessionAsset> assets;
        for (auto asset : session.assets)
        {
            const auto from = placeOf(asset);
            const auto name = names.find(from);
            asset.path = name == names.end() ? from : std::filesystem::path("Audio") / name->second;
            assets.push_back(std::move(asset));
        }
        session.assets = SharedList<SessionAsset>(std::move(assets));
        return session;
    }

    void tellProgress(std::uint64_t bytes)
    {
        done += bytes;
        if (options.progress)
            options.progress(done, total);
    }

    const SessionFile& file;
    const CollectOptions& options;
    UnfinishedFolder unfinished;
    CollectReport report;
    std::map<std::filesystem::path, std::string> names; ///< of the copies, by original
    std::uint64_t total = 0;
    std::uint64_t done = 0;
};

} // namespace

Outcome<CollectReport> collect(const SessionFile& file, const std::filesystem::path& folder,
                               const CollectOptions& options)
{
    std::error_code error;
    auto absolute = std::filesystem::absolute(folder, error).lexically_normal();
    if (!absolute.has_filename())
        absolute = absolute.parent_path();
    return Collecting(file, absolute, options).run();
}

} // namespace loophole
