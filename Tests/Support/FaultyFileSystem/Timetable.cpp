#include "Support/FaultyFileSystem/Timetable.h"

#include <map>
#include <sstream>

namespace loophole::testing
{
namespace
{

/** A fatal signal to whoever waits is noticed this soon. */
constexpr std::chrono::milliseconds glance{10};

} // namespace

bool Timetable::set(const std::string& lines)
{
    const std::map<std::string, Fault> names{{"none", Fault::none},
                                             {"slow", Fault::slow},
                                             {"hang", Fault::hang},
                                             {"error", Fault::error},
                                             {"gone", Fault::gone}};
    const auto now = Clock::now();
    std::vector<Entry> next;
    std::istringstream text(lines);
    for (std::string line; std::getline(text, line);)
    {
        std::istringstream words(line);
        std::int64_t from = 0;
        std::int64_t delay = 0;
        std::string name;
        if (!(words >> from >> name) || !names.contains(name))
            return false;
        words >> delay;
        next.push_back({now + std::chrono::milliseconds(from), names.at(name), std::chrono::milliseconds(delay)});
    }
    const std::scoped_lock lock(mutex);
    entries = std::move(next);
    changed.notify_all();
    return true;
}

Timetable::Entry Timetable::current() const
{
    Entry entry;
    for (const auto& one : entries)
        if (one.from <= Clock::now())
            entry = one;
    return entry;
}

Fault Timetable::waitAndTell(bool takesTime, const std::function<bool()>& isAbandoned)
{
    std::unique_lock lock(mutex);
    if (const auto begin = current(); begin.fault == Fault::slow && takesTime)
        for (const auto until = Clock::now() + begin.delay; Clock::now() < until && !isAbandoned();)
            changed.wait_until(lock, std::min(until, Clock::now() + glance));
    while (current().fault == Fault::hang && !isAbandoned())
        changed.wait_for(lock, glance);
    return current().fault;
}

} // namespace loophole::testing
