#include "Signal/Disk/CurrentMounts.h"

namespace loophole::signal
{
namespace
{

/** Without the slash that a normal path to a folder may end with. */
std::string keyOf(const std::filesystem::path& path)
{
    auto text = path.lexically_normal().string();
    if (text.size() > 1 && text.back() == '/')
        text.pop_back();
    return text;
}

} // namespace

CurrentMounts::CurrentMounts(const Clock& clockToUse, std::function<MountTable()> readTable)
    : clock(clockToUse),
      read(std::move(readTable)),
      mounts(std::make_shared<const MountTable>(read())),
      readAt(clock.now())
{
}

void CurrentMounts::readAgainWhenDue()
{
    if (clock.now() < readAt + age)
        return;
    mounts = std::make_shared<const MountTable>(read());
    readAt = clock.now();
    std::erase_if(links, [this](const auto& link) { return mounts->deviceOf(link.second.path) != link.second.device; });
}

Route CurrentMounts::routeTo(const std::filesystem::path& path)
{
    readAgainWhenDue();
    auto place = path;
    const auto links = follow(place);
    return {std::move(place), mounts, links};
}

DeviceId CurrentMounts::deviceOf(const std::filesystem::path& path)
{
    readAgainWhenDue();
    auto place = path;
    follow(place);
    return mounts->deviceOf(place);
}

void CurrentMounts::learn(const KnownLink& link)
{
    if (links.size() >= mostLinks)
        links.clear();
    links[keyOf(link.from)] = {link.to, mounts->deviceOf(link.to)};
}

/** How many links that took. */
int CurrentMounts::follow(std::filesystem::path& path) const
{
    int followed = 0;
    while (!links.empty() && followed < Route::mostLinks && tryFollowOne(path))
        ++followed;
    return followed;
}

/** Of links within links the outer one is followed: what lies within it is another place by then. */
bool CurrentMounts::tryFollowOne(std::filesystem::path& path) const
{
    const auto key = keyOf(path);
    for (auto end = key.find('/', 1); !key.empty(); end = key.find('/', end + 1))
    {
        if (const auto found = links.find(key.substr(0, end)); found != links.end())
        {
            path = found->second.path;
            if (end != std::string::npos)
                path /= key.substr(end + 1);
            return true;
        }
        if (end == std::string::npos)
            return false;
    }
    return false;
}

} // namespace loophole::signal
