#include "Pulse/Document/SessionDraft.h"

#include <catch2/catch.hpp>

using namespace loophole;

namespace
{

/** Calls use(root) with the text's outermost value while its parser lives; the fault if one was thrown. */
template <class Use>
JsonFault reading(const std::string& text, Use use)
{
    const simdjson::padded_string padded(text);
    simdjson::ondemand::parser parser;
    simdjson::ondemand::document document = parser.iterate(padded);
    try
    {
        JsonValue root(document.get_value(), padded.data(), "session");
        use(root);
    }
    catch (const JsonFault& fault)
    {
        return fault;
    }
    return {};
}

} // namespace

TEST_CASE("a draft has what is written, in its order, with the places of references and ids")
{
    const std::string text = R"({"format":"loophole.session","version":1,"tracks":[{"id":"t","clips":[
{"asset":"b","position":9},{"asset":"a","position":3}]}],"assets":[{"id":"a","path":"x"}]})";
    const auto fault = reading(text,
                               [&](JsonValue& root)
                               {
                                   const auto draft = readDraft(root);
                                   REQUIRE(draft.tracks.size() == 1);
                                   const auto& clips = draft.tracks[0].clips;
                                   REQUIRE(clips.size() == 2);
                                   CHECK(clips[0].asset.text == "b"); // though there is none
                                   CHECK(clips[0].asset.offset == text.find("\"b\""));
                                   CHECK(clips[0].id.text.empty());
                                   CHECK(clips[1].clip.position == FramePosition(3));
                                   CHECK(draft.tracks[0].id.text == "t");
                                   CHECK(draft.assets[0].path == "x");
                                   CHECK(draft.buses.empty());
                               });
    CHECK(fault.why.empty());
}

TEST_CASE("a foreign or newer document is known before anything else in it is judged")
{
    const auto check = [](JsonValue& root) { checkFormat(root); };
    CHECK_THAT(reading(R"({"tracks":7,"format":"ardour","version":1})", check).why,
               Catch::Contains("not a session of Loophole"));
    CHECK_THAT(reading(R"({"tracks":7,"format":"loophole.session","version":99})", check).why,
               Catch::Contains("written by a newer Loophole"));
    CHECK(reading(R"({"tracks":7,"format":"loophole.session","version":1})", check).why.empty());
}

TEST_CASE("a draft is refused at the first value that is wrong")
{
    const auto fault = reading(R"({"format":"loophole.session","version":1,"tracks":[{"pan":3},{"pan":4}]})",
                               [](JsonValue& root) { static_cast<void>(readDraft(root)); });
    CHECK(fault.why == "\"pan\" must be from -1 to 1");
    CHECK(fault.offset == 58);
}
