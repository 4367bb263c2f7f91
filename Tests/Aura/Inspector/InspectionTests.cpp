#include "Aura/Inspector/Inspection.h"

#include "Aura/Timeline/TimelineFixture.h"

using namespace loophole;
using namespace loophole::aura;

namespace
{

struct Fixture : TimelineFixture
{
    /** The text beside a name, from whatever is selected. */
    [[nodiscard]] std::string textOf(const std::string& name) const
    {
        for (const auto& section : inspected(model, state))
            for (const auto& row : section.rows)
                if (row.name == name)
                    return row.text;
        return "(none)";
    }
    [[nodiscard]] InspectorRow rowOf(const std::string& name) const
    {
        for (const auto& section : inspected(model, state))
            for (const auto& row : section.rows)
                if (row.name == name)
                    return row;
        return {};
    }
};

} // namespace

TEST_CASE("where nothing is selected there is nothing to inspect")
{
    CHECK(inspected(Fixture().model, Fixture().state).empty());
}

TEST_CASE("a clip is told with its values, and with its file")
{
    Fixture f;
    auto clip = TimelineFixture::from(clipOf(1, 48000, 24000), 4800);
    clip.gainDb = -6;
    clip.playRate = 2;
    clip.reverse = true;
    clip.name = "Snare";
    f.show({trackOf(1, {clip})});
    f.state.selection = {ClipId{1}};
    CHECK(f.textOf("Name") == "Snare");
    CHECK(f.textOf("Position") == "00:00:01.000");
    CHECK(f.textOf("Length") == "0.500 s");
    CHECK(f.textOf("Offset") == "0.100 s");
    CHECK(f.textOf("Gain") == "\u22126.0 dB");
    CHECK(f.textOf("Rate") == "2.00\u00d7");
    CHECK(f.textOf("Reverse") == "on");
    CHECK(f.textOf("Loop") == "off");
    CHECK(f.textOf("File") == "a.wav");
    CHECK(f.textOf("Status") == "on this machine");
    CHECK_FALSE(f.rowOf("Status").isWarning);
}

TEST_CASE("of a file that is missing the cause is told and what can be done")
{
    Fixture f;
    AudioAsset gone = *f.model.asset(AssetId{1});
    gone.offlineStatus = OfflineStatus::missing;
    gone.cause = "No such file or directory";
    f.say(AssetChanged{gone});
    f.state.selection = {ClipId{1}};
    CHECK(f.rowOf("Status").text == "missing");
    CHECK(f.rowOf("Status").isWarning);
    CHECK(f.rowOf("Status").hint.find("No such file") == 0);
    CHECK(f.rowOf("Status").hint.find("relink") != std::string::npos);
}

TEST_CASE("several clips are told by their number and the first one's values")
{
    Fixture f;
    f.state.selection = {ClipId{1}, ClipId{2}};
    CHECK(inspected(f.model, f.state).front().title == "2 clips");
    CHECK(f.textOf("Position") == "00:00:00.208");
}

TEST_CASE("a track is told where no clip is selected")
{
    Fixture f;
    f.state.track = TrackId{2};
    CHECK(inspected(f.model, f.state).front().title == "Track");
    CHECK(f.textOf("Name") == "Track 2");
    CHECK(f.textOf("Output") == "Master");
    CHECK(f.textOf("Colour") == "By place");
    CHECK(f.textOf("Clips") == "1");
}
