#include "Pulse/Document/DocumentLock.h"

#include "Pulse/Document/PathText.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <fstream>
#include <sstream>
#include <unistd.h>

namespace loophole
{
namespace
{

/** Process numbers come again; with the time at which it began one names a single process of a boot. */
struct Holder
{
    std::string host;
    std::string boot;
    long process = 0;
    std::string began;

    bool operator==(const Holder&) const = default;
};

std::string lineOf(const char* path)
{
    std::string line;
    std::ifstream file(path);
    std::getline(file, line);
    return line;
}

/** Field 22 of /proc/N/stat, counted behind the name, which may hold anything; empty where there is no such process. */
std::string beginningOf(long process)
{
    const auto stat = lineOf(("/proc/" + std::to_string(process) + "/stat").c_str());
    std::istringstream fields(stat.substr(std::min(stat.size(), stat.rfind(')') + 1)));
    std::string field;
    for (int number = 3; number <= 22 && fields >> field; ++number)
    {
    }
    return fields ? field : std::string();
}

Holder ourselves()
{
    std::array<char, 256> host{};
    ::gethostname(host.data(), host.size() - 1);
    return {host.data(), lineOf("/proc/sys/kernel/random/boot_id"), ::getpid(), beginningOf(::getpid())};
}

/** Four lines; anything else is nobody's record. */
bool readHolder(const std::filesystem::path& record, Holder& holder)
{
    std::ifstream file(record);
    std::string process;
    if (!std::getline(file, holder.host) || !std::getline(file, holder.boot) || !std::getline(file, process) ||
        !std::getline(file, holder.began))
        return false;
    holder.process = std::atol(process.c_str());
    return holder.process > 0;
}

bool isAlive(const Holder& holder, const Holder& us)
{
    if (holder.host != us.host)
        return true;
    return holder.boot == us.boot && (::kill(static_cast<pid_t>(holder.process), 0) == 0 || errno == EPERM) &&
           beginningOf(holder.process) == holder.began;
}

std::string described(const Holder& holder, const Holder& us)
{
    return "process " + std::to_string(holder.process) +
           (holder.host == us.host ? "" : " on " + displayText(holder.host));
}

bool writeRecord(const std::filesystem::path& record, const Holder& us)
{
    const int file = ::open(record.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (file < 0)
        return false;
    const auto text = us.host + '\n' + us.boot + '\n' + std::to_string(us.process) + '\n' + us.began + '\n';
    const auto isWhole = ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
    ::close(file);
    return isWhole;
}

} // namespace

std::filesystem::path DocumentLock::recordOf(const std::filesystem::path& document)
{
    return document.parent_path() / ("." + document.filename().native() + ".lock");
}

std::string DocumentLock::holder(const std::filesystem::path& document)
{
    Holder holder;
    const auto us = ourselves();
    if (!readHolder(recordOf(document), holder) || holder == us || !isAlive(holder, us))
        return {};
    return described(holder, us);
}

std::string DocumentLock::take(const std::filesystem::path& document)
{
    const auto record = recordOf(document);
    const auto us = ourselves();
    // Another program may take a stale record over at the same time: then it is looked at once more.
    for (int attempt = 0; attempt < 3; ++attempt)
    {
        if (writeRecord(record, us))
            return {};
        if (auto other = holder(document); !other.empty())
            return other;
        if (Holder now; readHolder(record, now) && now == us)
            return {};
        std::error_code ignored;
        if (!std::filesystem::remove(record, ignored))
            return {};
    }
    return {};
}

void DocumentLock::release(const std::filesystem::path& document)
{
    Holder holder;
    std::error_code ignored;
    if (readHolder(recordOf(document), holder) && holder == ourselves())
        std::filesystem::remove(recordOf(document), ignored);
}

} // namespace loophole
