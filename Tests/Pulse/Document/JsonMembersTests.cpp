#include "Pulse/Document/JsonMembers.h"

#include <catch2/catch.hpp>

using namespace loophole;

namespace
{

struct Point
{
    double x = 0;
    std::int64_t y = 0;
    std::string name;
};

constexpr JsonMember<Point> pointMembers[] = {
    {"x", [](Point& to, JsonValue& value) { to.x = value.number(-1, 1); }, true},
    {"y", [](Point& to, JsonValue& value) { to.y = value.whole(0, 100); }},
    {"name", [](Point& to, JsonValue& value) { to.name = value.text(); }},
};

/** The point and what was kept, or why it was refused. */
struct Reading
{
    Point point;
    UnknownMembers unknown;
    JsonFault fault;
};

Reading readPoint(const std::string& text)
{
    Reading reading;
    const simdjson::padded_string padded(text);
    simdjson::ondemand::parser parser;
    simdjson::ondemand::document document = parser.iterate(padded);
    try
    {
        JsonValue value(document.get_value(), padded.data(), "point");
        reading.unknown = readMembers(value, pointMembers, reading.point);
    }
    catch (const JsonFault& fault)
    {
        reading.fault = fault;
    }
    return reading;
}

} // namespace

TEST_CASE("an object is read by the table of its members")
{
    const auto reading = readPoint(R"({"name":"n","y":7,"x":0.5})");
    CHECK(reading.fault.why.empty());
    CHECK(reading.point.x == 0.5);
    CHECK(reading.point.y == 7);
    CHECK(reading.point.name == "n");
    CHECK(reading.unknown == nullptr);
}

TEST_CASE("members that the table does not list are kept raw and in order")
{
    const auto reading = readPoint(R"({"z": [1, 2] ,"x":0,"a":"\u0041","b":true ,"z":null})");
    using Kept = std::vector<std::pair<std::string, std::string>>;
    REQUIRE(reading.unknown != nullptr);
    CHECK(*reading.unknown == Kept{{"z", "[1, 2]"}, {"a", "\"\\u0041\""}, {"b", "true"}, {"z", "null"}});
}

TEST_CASE("a refusal names the member and its place")
{
    CHECK(readPoint(R"({"y":1})").fault.why == "\"point\" has no \"x\"");
    CHECK(readPoint(R"({"x":2})").fault.why == "\"x\" must be from -1 to 1");
    CHECK(readPoint(R"({"x":2})").fault.offset == 5);
    CHECK(readPoint(R"({"x":0,"x":0})").fault.why == "\"x\" is there twice");
    CHECK(readPoint(R"({"x":0,"y":-1})").fault.why == "\"y\" must not be negative");
    CHECK(readPoint(R"({"x":0,"name":7})").fault.why == "\"name\" must be a text");
}
