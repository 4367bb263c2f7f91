#include "Pulse/Document/MediaRecordText.h"

#include "Pulse/Document/SessionReader.h"
#include "Pulse/Document/SessionWriter.h"
#include "Support/ContentByHand.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::testing;

namespace
{

using Members = std::vector<std::pair<std::string, std::string>>;

UnknownMembers membersIn(Members members)
{
    return std::make_shared<const Members>(std::move(members));
}

} // namespace

TEST_CASE("what is known of a medium is written and read again, exactly")
{
    MediaRecord record;
    record.content = contentOf("kick");
    record.content.modified = 1'700'000'000'123'456;
    record.format = "WAV";
    record.sampleRate = SampleRate(48000);
    record.channels = 2;
    record.bitDepth = 24;
    record.length = FrameCount(std::int64_t{1} << 40);
    MediaRecord read;
    CHECK(takeMediaRecord(membersIn(membersOf(record)), read) == nullptr);
    CHECK(read == record);
    CHECK(membersOf({}).empty());
}

TEST_CASE("members of another shape stay as they are and are not believed")
{
    const Members strange{{"hash", "\"00ff\""},
                          {"hash", "\"zz112233445566778899aabbccddeeff\""},
                          {"quickPrint", "12"},
                          {"bytes", "-1"},
                          {"bytes", "1.5"},
                          {"modified", "\"yesterday\""},
                          {"format", "\"W\\u0041V\""},
                          {"sampleRate", "0"},
                          {"channels", "[2]"},
                          {"bitDepth", "1000"},
                          {"lengthSamples", "99999999999999999999"},
                          {"colour", "\"red\""}};
    MediaRecord read;
    const auto others = takeMediaRecord(membersIn(strange), read);
    REQUIRE(others);
    CHECK(*others == strange);
    CHECK(read == MediaRecord{});
}

TEST_CASE("a document with records comes back as the same text, and foreign members with it")
{
    const auto key = contentOf("kick").hash->hex();
    const auto text = R"({"format":"loophole.session","version":1,"assets":[{"id":"a","path":"a.wav","hash":")" + key +
                      R"(","bytes":4,"lengthSamples":7,"mine":[1.50]},{"id":"b","path":"b.wav","hash":"short"}]})";
    IdSource ids;
    auto session = readSession("S", text, ids);
    REQUIRE(session);
    CHECK(session.value().assets[0].record.content.hash == contentOf("kick").hash);
    CHECK(session.value().assets[0].record.length == FrameCount(7));
    const auto written = writeSession(session.value());
    CHECK_THAT(written, Catch::Contains(R"("hash":")" + key + R"(","bytes":4,"lengthSamples":7,"mine":[1.50])"));
    CHECK_THAT(written, Catch::Contains(R"("hash":"short")"));
    const auto again = readSession("S", written, ids);
    REQUIRE(again);
    CHECK(writeSession(again.value()) == written);
}

TEST_CASE("members that would stand beside those of a record are dropped, others stay")
{
    MediaRecord record;
    record.content = contentOf("kick");
    const auto kept = withoutRecordMembers(membersIn({{"hash", "\"short\""}, {"mine", "1"}}), record);
    REQUIRE(kept);
    CHECK(*kept == Members{{"mine", "1"}});
    CHECK(withoutRecordMembers(membersIn({{"hash", "\"short\""}}), record) == nullptr);
    const auto untouched = membersIn({{"mine", "1"}});
    CHECK(withoutRecordMembers(untouched, record) == untouched);
}
