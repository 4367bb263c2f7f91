#pragma once

#include "Model/Session.h"
#include "Pulse/Document/JsonFault.h"

#include <cstdint>
#include <simdjson.h>
#include <string>
#include <string_view>

namespace loophole
{

/**
    One value of a document with its place, read once and in order of the text. Every wrong type or range throws a
    JsonFault that names the member. Texts are views that live as long as the parser.
*/
class JsonValue
{
public:
    JsonValue(simdjson::ondemand::value value, const char* documentStart, std::string_view name)
        : value(value),
          documentStart(documentStart),
          name(name),
          offset(static_cast<std::size_t>(this->value.raw_json_token().data() - documentStart))
    {
    }

    [[noreturn]] void refuse(const std::string& why) const { throw JsonFault{offset, quotedName() + " " + why}; }

    [[nodiscard]] std::string_view text();
    [[nodiscard]] bool flag();
    [[nodiscard]] double number(double lowest, double highest);
    [[nodiscard]] std::int64_t whole(std::int64_t lowest, std::int64_t highest);

    /** The value as it is written, without the space around it. */
    [[nodiscard]] std::string raw();
    /** The same, of an array or an object only. */
    [[nodiscard]] std::string rawArray();
    [[nodiscard]] std::string rawObject();

    /** Calls visit(JsonValue&) for every element of an array; an element is named as `elementName`. */
    template <class Visit>
    void eachElement(std::string_view elementName, Visit visit)
    {
        for (auto element : arrayOrRefuse())
        {
            JsonValue next(element.value(), documentStart, elementName);
            visit(next);
        }
    }

    /** Calls visit(JsonValue&) for every member of an object. */
    template <class Visit>
    void eachMember(Visit visit)
    {
        for (auto field : objectOrRefuse())
        {
            const std::string_view key = field.unescaped_key();
            JsonValue next(field.value(), documentStart, key);
            visit(next);
        }
    }

    [[nodiscard]] std::string_view key() const { return name; }
    [[nodiscard]] std::size_t place() const { return offset; }

private:
    [[nodiscard]] std::string quotedName() const { return "\"" + std::string(name) + "\""; }
    [[nodiscard]] bool isA(simdjson::ondemand::json_type type) { return value.type().value() == type; }
    [[nodiscard]] simdjson::ondemand::array arrayOrRefuse();
    [[nodiscard]] simdjson::ondemand::object objectOrRefuse();

    simdjson::ondemand::value value;
    const char* documentStart;
    std::string_view name;
    std::size_t offset;
};

/** How one known member of an object is read into a Target. */
template <class Target>
struct JsonMember
{
    std::string_view name;
    void (*read)(Target&, JsonValue&);
    bool isRequired = false;
};

/** Appends a member that is not known. */
void keepUnknown(std::shared_ptr<std::vector<std::pair<std::string, std::string>>>& kept, JsonValue&);

/**
    Reads an object by the table of its members; what the table does not list is returned as it was written. A known
    member that comes twice and a required one that is absent are refused.
*/
template <class Target, std::size_t count>
UnknownMembers readMembers(JsonValue& object, const JsonMember<Target> (&members)[count], Target& target)
{
    static_assert(count <= 32);
    std::uint32_t seen = 0;
    std::shared_ptr<std::vector<std::pair<std::string, std::string>>> unknown;
    object.eachMember(
        [&](JsonValue& value)
        {
            for (std::size_t i = 0; i < count; ++i)
            {
                if (members[i].name != value.key())
                    continue;
                if ((seen & (1u << i)) != 0)
                    value.refuse("is there twice");
                seen |= 1u << i;
                members[i].read(target, value);
                return;
            }
            keepUnknown(unknown, value);
        });
    for (std::size_t i = 0; i < count; ++i)
        if (members[i].isRequired && (seen & (1u << i)) == 0)
            object.refuse("has no \"" + std::string(members[i].name) + "\"");
    return unknown;
}

} // namespace loophole
