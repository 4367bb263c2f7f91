#pragma once

#include <filesystem>
#include <string>

namespace loophole
{

/**
    The record `.NAME.lock` beside a document that says which program has it open: host, its boot, process and when
    that began. A record of a process that is no longer there is taken over; one of another host is believed. It only
    warns, so a folder in which it cannot be written has none. Waits for the disk.
*/
struct DocumentLock
{
    /** Who else has the document open, in words; empty when it is ours now or cannot be known. */
    [[nodiscard]] static std::string take(const std::filesystem::path& document);

    /** The same without taking it. */
    [[nodiscard]] static std::string holder(const std::filesystem::path& document);

    /** Only if it is ours. */
    static void release(const std::filesystem::path& document);

    [[nodiscard]] static std::filesystem::path recordOf(const std::filesystem::path& document);
};

} // namespace loophole
