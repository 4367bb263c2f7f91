#include "Pulse/Document/RecoveryFolder.h"

#include "Pulse/Document/PathText.h"
#include "Pulse/Document/WalTail.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <unistd.h>

namespace loophole
{
namespace
{

constexpr auto ending = ".recovery";

std::vector<std::filesystem::path> filesIn(const std::filesystem::path& folder)
{
    std::vector<std::filesystem::path> files;
    std::error_code error;
    for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
        if (entry->path().extension() == ending)
            files.push_back(entry->path());
    std::sort(files.begin(), files.end());
    return files;
}

/** An empty one may be another program's that is just being made. */
bool isOld(const std::filesystem::path& file)
{
    std::error_code error;
    const auto changed = std::filesystem::last_write_time(file, error);
    return !error && std::filesystem::file_time_type::clock::now() - changed > std::chrono::minutes(1);
}

/** How kept text and its document compare: a document that cannot be had says nothing. */
enum class Comparison
{
    same,
    asBefore,
    changed
};

Comparison compare(DocumentStore& store, const KeptSession& kept)
{
    if (kept.facts.document.empty())
        return Comparison::asBefore;
    const auto document = store.load(kept.facts.document);
    if (!document)
        return Comparison::asBefore;
    if (document.value().text == kept.text)
        return Comparison::same;
    return document.value().stamp.content == kept.facts.base.content ? Comparison::asBefore : Comparison::changed;
}

void scanFile(const std::filesystem::path& file, DocumentStore& store, RecoveryScan& scan)
{
    using State = RecoveryFile::State;
    const auto lost = unreadableTransactions(file.native() + "-wal");
    const auto found = RecoveryFile::read(file);
    const auto isDamaged = found.state == State::damaged || (found.state == State::empty && lost > 0);
    if (isDamaged)
    {
        const auto aside = RecoveryFile::setAside(file);
        scan.notices.push_back("Recovery data are damaged and were set aside as " + displayText(aside.native()) +
                               (found.why.empty() ? "" : ": " + found.why));
    }
    if (found.state == State::unreadable)
        scan.notices.push_back("Recovery data cannot be read: " + displayText(file.native()) + ": " + found.why);
    if (found.state == State::empty && lost == 0 && isOld(file))
        RecoveryFile::removeAt(file);
    if (found.state != State::sound)
        return;
    const auto comparison = compare(store, found.kept);
    if (comparison == Comparison::same && lost == 0)
        return RecoveryFile::removeAt(file);
    scan.found.push_back(
        {file, found.kept.facts, comparison == Comparison::changed,
         lost == 0 ? "" : "the end of the recovery data cannot be read, so the last edits may be missing"});
}

} // namespace

std::filesystem::path RecoveryFolder::newFile() const
{
    static std::atomic<unsigned> count{0};
    std::error_code ignored;
    if (std::filesystem::create_directories(folder, ignored))
        std::filesystem::permissions(folder, std::filesystem::perms::owner_all, ignored);
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(now).count();
    return folder /
           (std::to_string(seconds) + "-" + std::to_string(::getpid()) + "-" + std::to_string(++count) + ending);
}

RecoveryScan RecoveryFolder::scan(DocumentStore& store) const
{
    RecoveryScan scan;
    for (const auto& file : filesIn(folder))
        scanFile(file, store, scan);
    std::stable_sort(scan.found.begin(), scan.found.end(),
                     [](const auto& a, const auto& b) { return a.facts.editedAt > b.facts.editedAt; });
    return scan;
}

Outcome<KeptSession> readRecovery(const std::filesystem::path& file)
{
    auto found = RecoveryFile::read(file);
    if (found.state != RecoveryFile::State::sound)
        return Failure{displayText(file.native()), found.state == RecoveryFile::State::inUse ? "is in use" : found.why};
    return std::move(found.kept);
}

} // namespace loophole
