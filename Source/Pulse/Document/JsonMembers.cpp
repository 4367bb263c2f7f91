#include "Pulse/Document/JsonMembers.h"

#include "Pulse/Document/NumberText.h"

#include <cmath>

namespace loophole
{

using simdjson::ondemand::json_type;

namespace
{

/** simdjson's raw texts reach to whatever comes next. */
std::string withoutSpaceBehind(std::string_view text)
{
    return std::string(text.substr(0, text.find_last_not_of(" \t\r\n") + 1));
}

} // namespace

std::string_view JsonValue::text()
{
    if (!isA(json_type::string))
        refuse("must be a text");
    return value.get_string();
}

bool JsonValue::flag()
{
    if (!isA(json_type::boolean))
        refuse("must be true or false");
    return value.get_bool();
}

double JsonValue::number(double lowest, double highest)
{
    if (!isA(json_type::number))
        refuse("must be a number");
    const double content = value.get_double();
    if (!(content >= lowest && content <= highest))
        refuse("must be from " + numberText(lowest) + " to " + numberText(highest));
    return content;
}

std::int64_t JsonValue::whole(std::int64_t lowest, std::int64_t highest)
{
    if (!isA(json_type::number))
        refuse("must be a number");
    const double content = value.get_double();
    if (content != std::floor(content))
        refuse("must be a whole number");
    if (content < 0 && lowest == 0)
        refuse("must not be negative");
    if (content < static_cast<double>(lowest) || content > static_cast<double>(highest))
        refuse("must be from " + std::to_string(lowest) + " to " + std::to_string(highest));
    return static_cast<std::int64_t>(content);
}

std::string JsonValue::raw()
{
    if (isA(json_type::array))
        return rawArray();
    if (isA(json_type::object))
        return rawObject();
    return withoutSpaceBehind(value.raw_json_token());
}

std::string JsonValue::rawArray()
{
    auto array = arrayOrRefuse();
    return withoutSpaceBehind(array.raw_json());
}

std::string JsonValue::rawObject()
{
    auto object = objectOrRefuse();
    return withoutSpaceBehind(object.raw_json());
}

simdjson::ondemand::array JsonValue::arrayOrRefuse()
{
    if (!isA(json_type::array))
        refuse("must be an array");
    return value.get_array();
}

simdjson::ondemand::object JsonValue::objectOrRefuse()
{
    if (!isA(json_type::object))
        refuse("must be an object");
    return value.get_object();
}

void keepUnknown(std::shared_ptr<std::vector<std::pair<std::string, std::string>>>& kept, JsonValue& value)
{
    if (!kept)
        kept = std::make_shared<std::vector<std::pair<std::string, std::string>>>();
    kept->emplace_back(std::string(value.key()), value.raw());
}

} // namespace loophole
