#include "Pulse/Document/ObjectText.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace loophole;

TEST_CASE("members stand in their order, with values as another parser reads them")
{
    std::string text = "before ";
    ObjectText object(text);
    object.text("name", "a \"b\"\n\xC3\xA4");
    object.number("gainDb", -0.25);
    object.number("offset", 1e15);
    object.whole("position", -9'223'372'036'854'775'807);
    object.flag("mute", true);
    object.flag("solo", false);
    object.raw("effects", "[{}]");
    object.end({});
    REQUIRE(text.starts_with("before {\"name\":"));
    const auto read = nlohmann::ordered_json::parse(text.substr(7));
    CHECK(read["name"] == "a \"b\"\n\xC3\xA4");
    CHECK(read["gainDb"] == -0.25);
    CHECK(read["offset"] == 1'000'000'000'000'000);
    CHECK(read["position"] == -9'223'372'036'854'775'807);
    CHECK(read["mute"] == true);
    CHECK(read["solo"] == false);
    CHECK(read["effects"].size() == 1);
    CHECK(read.size() == 7);
}

TEST_CASE("an object without members is one, and unknown members keep their keys whatever is in them")
{
    std::string text;
    ObjectText(text).end({});
    CHECK(text == "{}");
    text.clear();
    using Members = UnknownMembers::element_type;
    ObjectText(text).end(std::make_shared<Members>(Members{{"odd \"key\"", "[1, 2]"}, {"x", "null"}}));
    CHECK(text == R"({"odd \"key\"":[1, 2],"x":null})");
}
