#pragma once

#include "Core/Outcome.h"
#include "Pulse/Document/FileCalls.h"

#include <cstddef>
#include <filesystem>
#include <string>

namespace loophole
{

/** Where documents live. Every call may wait for a disk: never from the message, audio or Signal control thread. */
class DocumentStore
{
public:
    virtual ~DocumentStore() = default;
    [[nodiscard]] virtual Outcome<std::string> load(const std::filesystem::path& document) = 0;
    [[nodiscard]] virtual Outcome<void> save(const std::filesystem::path& document, const std::string& text) = 0;
};

/**
    Documents in files. A save writes a temporary file beside the document, checks every write, flushes it to the
    disk, renames it over the document and flushes the folder: after a fault at any step the old document or the new
    one is there, whole, and nothing beside it. Permissions stay, and a document behind a symbolic link stays there.
    Failures name the document and the system's reason.
*/
class FileDocumentStore final : public DocumentStore
{
public:
    /** A session of a million clips takes some 200 MiB; what is larger is no session. */
    static constexpr std::size_t largestDocument = std::size_t{512} << 20;

    explicit FileDocumentStore(FileCalls& calls = systemFileCalls()) : calls(calls) {}

    [[nodiscard]] Outcome<std::string> load(const std::filesystem::path& document) override;
    [[nodiscard]] Outcome<void> save(const std::filesystem::path& document, const std::string& text) override;

private:
    FileCalls& calls;
};

} // namespace loophole
