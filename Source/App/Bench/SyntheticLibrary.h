#pragma once

#include "Messages/Queues.h"

#include <filesystem>
#include <memory>

namespace loophole
{
class Library;
}

namespace loophole::bench
{

/** A library of files that exist only as a rule: its own code scans them, and Signal's answers are made up at once. */
class SyntheticLibrary
{
public:
    /** `file`: the library's; its folder is made. */
    SyntheticLibrary(const std::filesystem::path& file, std::size_t files);
    ~SyntheticLibrary();
    SyntheticLibrary(const SyntheticLibrary&) = delete;
    SyntheticLibrary& operator=(const SyntheticLibrary&) = delete;

    /** To the end. */
    void scan();

    /** Every file has another time from now on. */
    void changeAll() { ++time; }

    /** One of the words that names are made of. */
    [[nodiscard]] static std::string_view word(std::uint32_t number);

private:
    void answer(const ScanFolder&);
    void answer(const ProbeMedia&);
    [[nodiscard]] ScannedEntry entry(std::size_t folder, std::size_t index) const;

    SteadyClock clock;
    Queues queues;
    Outbox<PulseToLibrary, PulseThread, LibraryThread> answers{queues.pulseToLibrary};
    std::unique_ptr<Library> library;
    std::size_t folders;
    std::int64_t time = 1;
    PulseThread pulseThread = PulseThread::mint();
    LibraryThread libraryThread = LibraryThread::mint();
};

} // namespace loophole::bench
