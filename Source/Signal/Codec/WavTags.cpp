#include "Signal/Codec/WavTags.h"

#include "Signal/Codec/ByteOrder.h"
#include "Signal/Codec/TagText.h"

#include <algorithm>
#include <array>
#include <limits>
#include <string_view>

namespace loophole::signal
{

namespace
{

struct Field
{
    const char* key;
    std::size_t offset;
    std::size_t size;
};

constexpr std::array broadcastFields{Field{"description", 0, 256}, Field{"originator", 256, 32},
                                     Field{"originator_reference", 288, 32}, Field{"origination_date", 320, 10},
                                     Field{"origination_time", 330, 8}};
constexpr std::size_t timeReferenceOffset = 338;

struct InfoName
{
    const char (&id)[5];
    const char* key;
};

constexpr std::array infoNames{
    InfoName{"INAM", "title"},       InfoName{"IART", "artist"},      InfoName{"IPRD", "album"},
    InfoName{"IGNR", "genre"},       InfoName{"ICRD", "date"},        InfoName{"ICMT", "comment"},
    InfoName{"ITRK", "tracknumber"}, InfoName{"IPRT", "tracknumber"}, InfoName{"ICOP", "copyright"},
    InfoName{"IENG", "engineer"},    InfoName{"IKEY", "keywords"},    InfoName{"ISFT", "encoder"}};

struct Element
{
    std::string_view name;
    const char* key;
};

/** Texts that stand once in a file, below its root; those of single tracks have other names. */
constexpr std::array takeElements{Element{"PROJECT", "project"}, Element{"SCENE", "scene"}, Element{"TAKE", "take"},
                                  Element{"TAPE", "tape"}, Element{"NOTE", "note"}};
constexpr std::array entities{Element{"&lt;", "<"}, Element{"&gt;", ">"}, Element{"&quot;", "\""},
                              Element{"&apos;", "'"}, Element{"&amp;", "&"}};

/** The text between an element's tags, or nothing. */
std::string_view contentOf(std::string_view xml, std::string_view element)
{
    const auto opening = "<" + std::string(element) + ">";
    const auto begin = xml.find(opening);
    if (begin == std::string_view::npos)
        return {};
    const auto rest = xml.substr(begin + opening.size());
    const auto end = rest.find("</" + std::string(element) + ">");
    return end == std::string_view::npos ? std::string_view() : rest.substr(0, end);
}

std::string withoutEntities(std::string_view text)
{
    std::string plain;
    while (!text.empty())
    {
        const auto found = std::find_if(entities.begin(), entities.end(),
                                        [&](const Element& entity) { return text.starts_with(entity.name); });
        plain += found == entities.end() ? std::string_view(text.data(), 1) : std::string_view(found->key);
        text.remove_prefix(found == entities.end() ? 1 : found->name.size());
    }
    return plain;
}

void add(std::map<std::string, std::string>& tags, const char* key, std::span<const std::byte> field)
{
    if (auto text = tagText(field); !text.empty())
        tags.emplace(key, std::move(text));
}

} // namespace

std::int64_t takeBroadcastTags(std::span<const std::byte> body, std::endian order,
                               std::map<std::string, std::string>& tags)
{
    for (const auto& field : broadcastFields)
        if (body.size() >= field.offset + field.size)
            add(tags, field.key, body.subspan(field.offset, field.size));
    if (const auto date = tags.find("origination_date"); date != tags.end())
        tags.emplace("date", date->second);

    if (body.size() < timeReferenceOffset + 8)
        return 0;
    const auto low = loadWord<std::uint32_t>(body.subspan(timeReferenceOffset), order);
    const auto high = loadWord<std::uint32_t>(body.subspan(timeReferenceOffset + 4), order);
    const auto frames = static_cast<std::int64_t>(std::uint64_t{high} << 32 | low);
    return std::max<std::int64_t>(0, frames);
}

void takeInfoTags(std::span<const std::byte> body, std::endian order, std::map<std::string, std::string>& tags)
{
    if (!beginsWith(body, "INFO"))
        return;
    auto rest = body.subspan(4);
    while (rest.size() >= 8)
    {
        const auto id = rest.first(4);
        const auto size = std::min<std::size_t>(loadWord<std::uint32_t>(rest.subspan(4), order), rest.size() - 8);
        const auto known = std::find_if(infoNames.begin(), infoNames.end(),
                                        [&](const InfoName& name) { return beginsWith(id, name.id); });
        if (known != infoNames.end())
            add(tags, known->key, rest.subspan(8, size));
        rest = rest.subspan(std::min(rest.size(), 8 + size + size % 2));
    }
}

void takeIxmlTags(std::span<const std::byte> body, std::map<std::string, std::string>& tags)
{
    const std::string_view xml(reinterpret_cast<const char*>(body.data()), body.size());
    for (const auto& element : takeElements)
    {
        const auto text = withoutEntities(contentOf(xml, element.name));
        add(tags, element.key, std::as_bytes(std::span(text)));
    }
}

} // namespace loophole::signal
