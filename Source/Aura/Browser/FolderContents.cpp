#include "Aura/Browser/FolderContents.h"

#include <algorithm>
#include <sstream>
#include <string_view>

namespace loophole::aura
{
namespace
{

/** ASCII only: other letters keep their case, which is as good as a locale that the file system does not have. */
char lowered(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string lowered(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(), [](char c) { return lowered(c); });
    return text;
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/** The run of digits at `from`, without leading zeros. */
std::string_view numberAt(const std::string& text, std::size_t& from)
{
    while (from < text.size() && text[from] == '0')
        ++from;
    const auto start = from;
    while (from < text.size() && isDigit(text[from]))
        ++from;
    return std::string_view(text).substr(start, from - start);
}

bool entryComesBefore(const FolderEntry& a, const FolderEntry& b)
{
    if (a.isFolder != b.isFolder)
        return a.isFolder;
    return comesBefore(a.path.filename().native(), b.path.filename().native());
}

} // namespace

bool comesBefore(const std::string& a, const std::string& b)
{
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < a.size() && j < b.size())
    {
        if (isDigit(a[i]) && isDigit(b[j]))
        {
            const auto x = numberAt(a, i);
            const auto y = numberAt(b, j);
            if (x != y)
                return x.size() != y.size() ? x.size() < y.size() : x < y;
            continue;
        }
        const auto x = lowered(a[i++]);
        const auto y = lowered(b[j++]);
        if (x != y)
            return static_cast<unsigned char>(x) < static_cast<unsigned char>(y);
    }
    const auto left = a.size() - i;
    const auto right = b.size() - j;
    return left != right ? left < right : a < b;
}

void FolderContents::begin(RequestId id, std::filesystem::path folder)
{
    request = id;
    shownFolder = std::move(folder);
    all.clear();
    shown.clear();
    failure.clear();
    complete = false;
}

bool FolderContents::add(const FolderListed& part)
{
    if (part.request != request || complete)
        return false;
    const auto before = static_cast<std::ptrdiff_t>(all.size());
    std::copy_if(part.entries.begin(), part.entries.end(), std::back_inserter(all),
                 [](const FolderEntry& entry) {
                     return !entry.path.filename().native().starts_with('.') &&
                            (entry.isFolder || looksLikeAudio(entry.path));
                 });
    std::sort(all.begin() + before, all.end(), entryComesBefore);
    std::inplace_merge(all.begin(), all.begin() + before, all.end(), entryComesBefore);
    complete = part.isComplete;
    failure = part.error;
    filterAll();
    return true;
}

void FolderContents::setFilter(const std::string& words)
{
    filterWords.clear();
    std::istringstream text(lowered(words));
    for (std::string word; text >> word;)
        filterWords.push_back(word);
    filterAll();
}

void FolderContents::filterAll()
{
    shown.clear();
    std::copy_if(all.begin(), all.end(), std::back_inserter(shown),
                 [this](const FolderEntry& entry)
                 {
                     const auto name = lowered(entry.path.filename().native());
                     return std::all_of(filterWords.begin(), filterWords.end(),
                                        [&](const auto& word) { return name.find(word) != std::string::npos; });
                 });
}

int FolderContents::rowOf(const std::filesystem::path& path) const
{
    const auto found = std::find_if(shown.begin(), shown.end(), [&](const auto& entry) { return entry.path == path; });
    return found == shown.end() ? -1 : static_cast<int>(found - shown.begin());
}

} // namespace loophole::aura
