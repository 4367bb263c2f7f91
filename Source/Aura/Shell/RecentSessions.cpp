#include "Aura/Shell/RecentSessions.h"

#include "Aura/Preferences/Preferences.h"

#include <algorithm>

namespace loophole::aura
{
namespace
{

std::string nameOf(std::size_t place)
{
    return "recent." + std::to_string(place);
}

} // namespace

std::vector<std::filesystem::path> RecentSessions::list() const
{
    std::vector<std::filesystem::path> documents;
    for (std::size_t place = 0; place < most; ++place)
        if (auto document = preferences.text(nameOf(place)); !document.empty())
            documents.emplace_back(std::move(document));
    return documents;
}

void RecentSessions::add(const std::filesystem::path& document)
{
    auto documents = list();
    std::erase(documents, document);
    documents.insert(documents.begin(), document);
    keep(documents);
}

void RecentSessions::remove(const std::filesystem::path& document)
{
    auto documents = list();
    std::erase(documents, document);
    keep(documents);
}

void RecentSessions::keep(const std::vector<std::filesystem::path>& documents)
{
    for (std::size_t place = 0; place < most; ++place)
        if (place < documents.size())
            preferences.set(nameOf(place), documents[place].native());
        else
            preferences.clear(nameOf(place));
}

} // namespace loophole::aura
