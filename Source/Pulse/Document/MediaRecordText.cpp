#include "Pulse/Document/MediaRecordText.h"

#include "Core/Limits.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <memory>
#include <string_view>

namespace loophole
{
namespace
{

/** Whole numbers up to here are exact in every JSON reader. */
constexpr auto largestExact = std::int64_t{1} << 53;

bool readWhole(std::string_view json, std::int64_t lowest, std::int64_t highest, std::int64_t& to)
{
    std::int64_t number = 0;
    const auto* end = json.data() + json.size();
    const auto read = std::from_chars(json.data(), end, number);
    const auto isGood = read.ec == std::errc() && read.ptr == end && number >= lowest && number <= highest;
    to = isGood ? number : to;
    return isGood;
}

bool readKey(std::string_view json, ContentKey& to)
{
    ContentKey key;
    if (json.size() != 2 * key.bytes.size() + 2 || json.front() != '"' || json.back() != '"')
        return false;
    for (std::size_t i = 0; i < key.bytes.size(); ++i)
    {
        const auto* digits = json.data() + 1 + 2 * i;
        const auto read = std::from_chars(digits, digits + 2, key.bytes[i], 16);
        if (read.ec != std::errc() || read.ptr != digits + 2)
            return false;
    }
    to = key;
    return true;
}

/** Without escapes: no format needs one. */
bool readPlainText(std::string_view json, std::string& to)
{
    const auto isPlain = json.size() >= 2 && json.front() == '"' && json.find('\\') == std::string_view::npos;
    if (isPlain)
        to = json.substr(1, json.size() - 2);
    return isPlain;
}

struct Member
{
    std::string_view name;
    bool (*read)(std::string_view json, MediaRecord& to);
};

bool readCount(std::string_view json, std::int64_t highest, int& to)
{
    std::int64_t number = 0;
    const auto isGood = readWhole(json, 1, highest, number);
    to = isGood ? static_cast<int>(number) : to;
    return isGood;
}

constexpr Member members[] = {
    {"hash",
     [](std::string_view json, MediaRecord& to)
     {
         ContentKey key;
         const auto isGood = readKey(json, key);
         if (isGood)
             to.content.hash = key;
         return isGood;
     }},
    {"quickPrint", [](std::string_view json, MediaRecord& to) { return readKey(json, to.content.quickPrint); }},
    {"bytes",
     [](std::string_view json, MediaRecord& to) { return readWhole(json, 0, largestExact, to.content.bytes); }},
    {"modified", [](std::string_view json, MediaRecord& to)
     { return readWhole(json, -largestExact, largestExact, to.content.modified); }},
    {"format", [](std::string_view json, MediaRecord& to) { return readPlainText(json, to.format); }},
    {"sampleRate",
     [](std::string_view json, MediaRecord& to)
     {
         int hz = 0;
         const auto isGood = readCount(json, limits::highestSampleRate, hz);
         if (isGood)
             to.sampleRate = SampleRate(hz);
         return isGood;
     }},
    {"channels", [](std::string_view json, MediaRecord& to)
     { return readCount(json, std::numeric_limits<int>::max(), to.channels); }},
    {"bitDepth", [](std::string_view json, MediaRecord& to) { return readCount(json, 64, to.bitDepth); }},
    {"lengthSamples",
     [](std::string_view json, MediaRecord& to)
     {
         std::int64_t frames = 0;
         const auto isGood = readWhole(json, 0, largestExact, frames);
         if (isGood)
             to.length = FrameCount(frames);
         return isGood;
     }},
};

} // namespace

std::vector<std::pair<std::string, std::string>> membersOf(const MediaRecord& record)
{
    std::vector<std::pair<std::string, std::string>> written;
    const auto text = [&](const char* name, const std::string& value)
    { written.emplace_back(name, '"' + value + '"'); };
    const auto whole = [&](const char* name, std::int64_t value) { written.emplace_back(name, std::to_string(value)); };
    const auto& content = record.content;
    if (content.hash)
        text("hash", content.hash->hex());
    if (!content.quickPrint.isNone())
        text("quickPrint", content.quickPrint.hex());
    if (content.bytes >= 0)
        whole("bytes", content.bytes);
    if (content.modified != 0)
        whole("modified", content.modified);
    if (!record.format.empty())
        text("format", record.format);
    if (record.sampleRate.isKnown())
        whole("sampleRate", record.sampleRate.hz());
    if (record.channels > 0)
        whole("channels", record.channels);
    if (record.bitDepth > 0)
        whole("bitDepth", record.bitDepth);
    if (record.length > FrameCount(0))
        whole("lengthSamples", record.length.value());
    return written;
}

UnknownMembers takeMediaRecord(const UnknownMembers& given, MediaRecord& record)
{
    if (!given)
        return given;
    auto others = std::make_shared<std::vector<std::pair<std::string, std::string>>>();
    for (const auto& [name, json] : *given)
    {
        const auto* known = std::ranges::find(members, name, &Member::name);
        if (known == std::end(members) || !known->read(json, record))
            others->emplace_back(name, json);
    }
    return others->empty() ? nullptr : UnknownMembers(others);
}

UnknownMembers withoutRecordMembers(const UnknownMembers& given, const MediaRecord& record)
{
    if (!given)
        return given;
    const auto written = membersOf(record);
    auto others = *given;
    std::erase_if(
        others, [&](const auto& member)
        { return std::ranges::find(written, member.first, [](const auto& w) { return w.first; }) != written.end(); });
    if (others.size() == given->size())
        return given;
    return others.empty() ? nullptr : std::make_shared<const std::vector<std::pair<std::string, std::string>>>(others);
}

} // namespace loophole
