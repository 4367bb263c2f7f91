#include "Pulse/Document/DocumentStore.h"

#include "Pulse/Document/DocumentBackups.h"
#include "Pulse/Document/OpenFile.h"
#include "Pulse/Document/PathText.h"

#include <atomic>
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

namespace loophole
{
namespace
{

/** Where a document really is: behind all symbolic links, also where the last one points at nothing yet. */
std::filesystem::path behindLinks(std::filesystem::path path)
{
    constexpr int mostLinks = 40; // as many as the kernel follows
    std::error_code error;
    for (int i = 0; i < mostLinks && std::filesystem::is_symlink(path, error); ++i)
        path = path.parent_path() / std::filesystem::read_symlink(path, error);
    return path;
}

/** Removes the temporary file unless it has become the document. */
class TemporaryFile
{
public:
    TemporaryFile(FileCalls& calls, std::filesystem::path path) : calls(calls), path(std::move(path)) {}
    ~TemporaryFile()
    {
        if (!isGone)
            calls.remove(path.c_str());
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    [[nodiscard]] const char* name() const { return path.c_str(); }
    void release() { isGone = true; }

private:
    FileCalls& calls;
    std::filesystem::path path;
    bool isGone = false;
};

/** The mode and owner of the document that is replaced. Another user's file in a shared folder keeps its mode only. */
bool keepPermissions(FileCalls& calls, int file, const std::filesystem::path& document)
{
    struct stat before = {};
    if (::stat(document.c_str(), &before) != 0)
        return true;
    struct stat now = {};
    if (calls.status(file, now) == 0 && (now.st_uid != before.st_uid || now.st_gid != before.st_gid))
        static_cast<void>(calls.changeOwner(file, before.st_uid, before.st_gid));
    return calls.changeMode(file, before.st_mode & 07777) == 0;
}

/** Without this a rename may be lost with the power. Some network drives cannot flush folders and say EINVAL. */
bool flushFolder(FileCalls& calls, const std::filesystem::path& folder)
{
    OpenFile file(calls, folder.empty() ? "." : folder, O_RDONLY | O_DIRECTORY);
    return file.isOpen() && (calls.flush(file.descriptor()) == 0 || errno == EINVAL);
}

std::filesystem::path temporaryBeside(const std::filesystem::path& document)
{
    static std::atomic<unsigned> count{0};
    return document.parent_path() /
           (".loophole-" + std::to_string(::getpid()) + "-" + std::to_string(++count) + ".saving");
}

bool readAll(FileCalls& calls, int file, std::string& text)
{
    for (std::size_t done = 0; done < text.size();)
    {
        const auto count = calls.read(file, text.data() + done, text.size() - done);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return false;
        if (count == 0)
            text.resize(done);
        done += static_cast<std::size_t>(count);
    }
    return true;
}

} // namespace

Outcome<LoadedDocument> FileDocumentStore::load(const std::filesystem::path& document)
{
    // Without O_NONBLOCK the opening of a pipe would wait for someone to write into it.
    const OpenFile file(calls, document, O_RDONLY | O_NONBLOCK);
    struct stat status = {};
    if (!file.isOpen() || calls.status(file.descriptor(), status) != 0)
        return systemFailure(document);
    if (!S_ISREG(status.st_mode))
        return Failure{displayText(document.native()), S_ISDIR(status.st_mode) ? "is a folder" : "is not a file"};
    if (static_cast<std::uintmax_t>(status.st_size) > largestDocument)
        return Failure{displayText(document.native()), "is larger than any session document (512 MiB)"};
    LoadedDocument loaded;
    loaded.text.resize(static_cast<std::size_t>(status.st_size));
    if (!readAll(calls, file.descriptor(), loaded.text))
        return systemFailure(document);
    loaded.stamp = stampOf(status, loaded.text);
    return loaded;
}

Outcome<DocumentChange> FileDocumentStore::look(const std::filesystem::path& document, const DocumentStamp& stamp)
{
    struct stat now = {};
    if (::stat(document.c_str(), &now) != 0)
        return errno == ENOENT || errno == ENOTDIR ? Outcome(DocumentChange::gone)
                                                   : Outcome<DocumentChange>(systemFailure(document));
    if (stamp.looksLike(now))
        return DocumentChange::none;
    // Sync clients and copies give a file other looks and leave its content.
    auto loaded = load(document);
    if (!loaded)
        return loaded.failure();
    return loaded.value().stamp.content == stamp.content ? DocumentChange::none : DocumentChange::changed;
}

Outcome<SavedDocument> FileDocumentStore::save(const std::filesystem::path& document, const std::string& text,
                                               const std::optional<DocumentStamp>& expected)
{
    const auto target = behindLinks(document);
    if (std::error_code error; std::filesystem::is_directory(target, error))
        return Failure{displayText(document.native()), "is a folder"};
    const auto beside = temporaryBeside(target);
    OpenFile file(calls, beside, O_WRONLY | O_CREAT | O_EXCL, 0666);
    if (!file.isOpen())
        return systemFailure(document, "cannot write beside it");
    TemporaryFile temporary(calls, beside);
    struct stat status = {};
    if (!file.write(text) || !keepPermissions(calls, file.descriptor(), target) || !file.flush() ||
        calls.status(file.descriptor(), status) != 0 || !file.close())
        return systemFailure(document, "cannot save");
    // At the last moment: what another program writes while ours is on its way is noticed too.
    if (expected)
        if (const auto change = look(target, *expected); change && change.value() == DocumentChange::changed)
            return SavedDocument{DocumentChange::changed, *expected};
    const auto backup = DocumentBackups::keep(
        target, std::chrono::time_point_cast<std::chrono::seconds>(std::chrono::system_clock::now()));
    if (calls.rename(temporary.name(), target.c_str()) != 0)
    {
        const auto failure = systemFailure(document, "cannot save");
        if (backup)
            calls.remove(backup->c_str());
        return failure;
    }
    temporary.release();
    if (!flushFolder(calls, target.parent_path()))
        return systemFailure(document, "saved, but its folder cannot be flushed to the disk");
    if (backup)
        DocumentBackups::removeOld(target);
    return SavedDocument{DocumentChange::none, stampOf(status, text)};
}

} // namespace loophole
