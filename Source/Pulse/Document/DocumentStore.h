#pragma once

#include "Core/Outcome.h"
#include "Pulse/Document/DocumentStamp.h"
#include "Pulse/Document/FileCalls.h"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>

namespace loophole
{

struct LoadedDocument
{
    std::string text;
    DocumentStamp stamp;
};

/** What has become of a document since it was read or saved. */
enum class DocumentChange
{
    none,
    changed,
    gone
};

struct SavedDocument
{
    DocumentChange conflict = DocumentChange::none; ///< not saved because of it
    DocumentStamp stamp;                            ///< of what was saved
};

/** Where documents live. Every call may wait for a disk: never from the message, audio, Pulse's or Signal's thread. */
class DocumentStore
{
public:
    virtual ~DocumentStore() = default;
    [[nodiscard]] virtual Outcome<LoadedDocument> load(const std::filesystem::path& document) = 0;

    /** Saves unless the document is there and is no longer what `expected` says; without it whatever is there is
     * replaced. */
    [[nodiscard]] virtual Outcome<SavedDocument> save(const std::filesystem::path& document, const std::string& text,
                                                      const std::optional<DocumentStamp>& expected = {}) = 0;

    /** Whether the document still is what `stamp` says. A Failure where that cannot be found out. */
    [[nodiscard]] virtual Outcome<DocumentChange> look(const std::filesystem::path& document,
                                                       const DocumentStamp& stamp) = 0;
};

/**
    Documents in files. A save writes a temporary file beside the document, checks every write, flushes it to the
    disk, keeps the old document as a backup, renames the file over it and flushes the folder: after a fault at any
    step the old document or the new one is there, whole, and no temporary file. Permissions stay, and a document behind
    a symbolic link stays there. Failures name the document and the system's reason.

    Backups stand beside the document as `NAME.TIME.bak`, at most one a minute and the newest five of them, so that a
    row of saves does not drive out what was before it. One that cannot be made fails no save.
*/
class FileDocumentStore final : public DocumentStore
{
public:
    /** A session of a million clips takes some 200 MiB; what is larger is no session. */
    static constexpr std::size_t largestDocument = std::size_t{512} << 20;

    explicit FileDocumentStore(FileCalls& calls = systemFileCalls()) : calls(calls) {}

    [[nodiscard]] Outcome<LoadedDocument> load(const std::filesystem::path& document) override;
    [[nodiscard]] Outcome<SavedDocument> save(const std::filesystem::path& document, const std::string& text,
                                              const std::optional<DocumentStamp>& expected = {}) override;
    [[nodiscard]] Outcome<DocumentChange> look(const std::filesystem::path& document, const DocumentStamp&) override;

private:
    FileCalls& calls;
};

} // namespace loophole
