#include "Signal/Cloud/CloudRules.h"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace loophole::signal
{
namespace
{

namespace fs = std::filesystem;

/** File systems that keep the smallest files beside their names give them no blocks; no medium is as small. */
constexpr std::uintmax_t smallestSparse = 4096;

/** A text of rules is written by hand. */
constexpr std::uintmax_t largestText = 1 << 20;

bool isBelow(const fs::path& path, const fs::path& folder)
{
    const auto parts = std::ranges::mismatch(folder, path);
    return parts.in1 == folder.end() || parts.in1->empty();
}

bool isBelowAny(const fs::path& path, const std::vector<fs::path>& folders)
{
    return std::ranges::any_of(folders, [&](const fs::path& folder) { return isBelow(path, folder); });
}

std::string_view trimmed(std::string_view text)
{
    constexpr auto blank = " \t\r";
    const auto first = text.find_first_not_of(blank);
    return first == std::string_view::npos ? std::string_view()
                                           : text.substr(first, text.find_last_not_of(blank) - first + 1);
}

Outcome<void> take(std::string_view rule, CloudRules& rules)
{
    const auto end = rule.find_first_of(" \t");
    const auto kind = rule.substr(0, end);
    const auto value = end == std::string_view::npos ? std::string_view() : trimmed(rule.substr(end));
    const auto folder = fs::path(value).lexically_normal();
    if (kind == "suffix" && !value.empty() && value.find('/') == std::string_view::npos)
        rules.suffixes.emplace_back(value);
    else if (kind == "sparse" && folder.is_absolute())
        rules.sparse.push_back(folder);
    else if (kind == "local" && folder.is_absolute())
        rules.local.push_back(folder);
    else
        return Failure{"", "expected \"suffix .NAME\", \"sparse /FOLDER\" or \"local /FOLDER\""};
    return {};
}

} // namespace

Outcome<CloudRules> CloudRules::parse(std::string_view text, const std::string& fileName)
{
    CloudRules rules;
    for (int line = 1; !text.empty(); ++line)
    {
        const auto end = std::min(text.find('\n'), text.size());
        const auto rule = trimmed(text.substr(0, end));
        text.remove_prefix(std::min(text.size(), end + 1));
        if (rule.empty() || rule.front() == '#')
            continue;
        if (const auto taken = take(rule, rules); !taken)
            return Failure{fileName + ", line " + std::to_string(line), taken.failure().why};
    }
    return rules;
}

Outcome<CloudRules> CloudRules::read(const fs::path& file)
{
    std::error_code error;
    const auto bytes = fs::file_size(file, error);
    if (error == std::errc::no_such_file_or_directory)
        return CloudRules();
    if (!error && bytes > largestText)
        return Failure{file.string(), "is too large for a list of rules"};
    std::ifstream stream(file, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    if (error || !stream.good())
        return Failure{file.string(), "cannot be read"};
    return parse(text, file.string());
}

std::optional<std::string> placeholderCause(const fs::path& path, const FileTraits& traits, const CloudRules& rules)
{
    if (isBelowAny(path, rules.local))
        return std::nullopt;
    if (!traits.exists)
        return traits.suffixBeside.empty()
                   ? std::nullopt
                   : std::optional("its cloud client keeps only " + path.filename().string() + traits.suffixBeside);
    const auto isCalledLocal = traits.clientStatus.empty() || traits.clientStatus.starts_with("Local");
    const auto takesNoRoom = traits.allocatedBytes == 0 && traits.bytes > smallestSparse;
    const auto isSparse = takesNoRoom && (traits.tellsAllocation || isBelowAny(path, rules.sparse));
    if (traits.recallsOnAccess || traits.isDataless || traits.hasHydrateCommand || !isCalledLocal || isSparse)
        return "its cloud client keeps only its name here";
    return std::nullopt;
}

std::optional<std::string> placeholderCause(DiskThread& thread, const fs::path& path, const CloudRules& rules)
{
    std::error_code ignored;
    const auto absolute = fs::absolute(path, ignored).lexically_normal();
    return placeholderCause(absolute, traitsOf(thread, path, rules.suffixes), rules);
}

} // namespace loophole::signal
