#pragma once

#include <filesystem>
#include <vector>

namespace loophole::aura
{

class Preferences;

/** The session documents that were open last, the newest first; kept among the preferences. Message thread. */
class RecentSessions
{
public:
    static constexpr std::size_t most = 8;

    explicit RecentSessions(Preferences& kept) : preferences(kept) {}

    void add(const std::filesystem::path& document);
    void remove(const std::filesystem::path& document);
    [[nodiscard]] std::vector<std::filesystem::path> list() const;

private:
    void keep(const std::vector<std::filesystem::path>&);

    Preferences& preferences;
};

} // namespace loophole::aura
