#pragma once

#include "Concurrency/ThreadTokens.h"
#include "Core/Outcome.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>

namespace loophole::signal
{

/**
    Owns a file that appears under its name only when it is whole. Until commit() it has no name at all where the file
    system can do that (O_TMPFILE), so that not even a killed process leaves it behind; elsewhere it stands beside its
    target under a hidden name and goes with this object. Used by one disk thread at a time.
*/
class WholeFile
{
public:
    /** Fails at once where the target's folder cannot be written or the target is something else than a file. */
    [[nodiscard]] static Outcome<std::unique_ptr<WholeFile>> create(DiskThread&, const std::filesystem::path& target);

    ~WholeFile();
    WholeFile(const WholeFile&) = delete;
    WholeFile& operator=(const WholeFile&) = delete;

    /** Writes all of `bytes` at `offset`; what is written past the end makes the file longer. */
    [[nodiscard]] Outcome<void> writeAt(DiskThread&, std::int64_t offset, std::span<const std::byte> bytes);

    /** Flushes to the disk, takes the target's name and flushes the folder. Nothing may be written afterwards. */
    [[nodiscard]] Outcome<void> commit(DiskThread&);

private:
    WholeFile(std::filesystem::path given, std::filesystem::path target)
        : givenTarget(std::move(given)), target(std::move(target))
    {
    }

    [[nodiscard]] int openUnnamed() const;
    [[nodiscard]] int openBeside();
    [[nodiscard]] bool giveName();
    [[nodiscard]] bool flushFolder() const;
    [[nodiscard]] Failure failure(int error) const;

    std::filesystem::path givenTarget; ///< as it is shown
    std::filesystem::path target;      ///< with links resolved
    std::filesystem::path hiddenName;  ///< empty while the file has no name
    int descriptor = -1;
};

} // namespace loophole::signal
