#include "Pulse/Editing/BusEdits.h"

#include "Support/SessionParts.h"

#include <catch2/catch.hpp>
#include <limits>

using namespace loophole;
using loophole::testing::trackOf;

namespace
{

/** Two tracks, the second to Drums, which goes to Group, which goes to Master. */
Session routed(IdSource& ids)
{
    auto second = trackOf(2, {});
    second.output = "Drums";
    auto session = testing::sessionOf({trackOf(1, {}), second});
    session = withBus(session, ids, "Drums").value();
    session = withBus(session, ids, "Group").value();
    return withBusOutput(session, "Drums", "Group").value();
}

} // namespace

TEST_CASE("a bus that is removed hands on what went to it")
{
    IdSource ids;
    const auto session = routed(ids);
    const auto edited = withoutBus(session, "Drums").value();
    CHECK(findBus(edited, "Drums") == nullptr);
    CHECK(edited.tracks[1]->output == "Group");
    CHECK(edited.tracks[0] == session.tracks[0]);
    const auto both = withoutBus(withoutBus(session, "Group").value(), "Drums").value();
    CHECK(both.tracks[1]->output == "Master");
    CHECK(withoutBus(session, "Group").value().buses[1].sendTo == "Master");
}

TEST_CASE("a bus keeps what goes to it when it gets another name")
{
    IdSource ids;
    const auto edited = withBusName(routed(ids), "Drums", "Beat").value();
    CHECK(edited.tracks[1]->output == "Beat");
    CHECK(findBus(edited, "Beat")->sendTo == "Group");
    CHECK(withBusName(edited, "Group", "All").value().buses[1].sendTo == "All");
    CHECK(withBusName(edited, "Beat", "Group").failure().message() == "bus Group: exists already");
    CHECK_FALSE(withBusName(edited, "Beat", ""));
}

TEST_CASE("buses cannot be sent in a ring")
{
    IdSource ids;
    const auto session = routed(ids);
    CHECK(withBusOutput(session, "Group", "Drums").failure().message() ==
          "bus Group: would be sent to itself through Drums");
    CHECK_FALSE(withBusOutput(session, "Group", "Group"));
    CHECK(withBusOutput(session, "Group", "Master"));
    CHECK(withBusOutput(session, "Drums", "").value().buses[1].sendTo.empty());
    CHECK(withBusOutput(session, "Drums", "None").failure().message() == "bus None: does not exist");
}

TEST_CASE("Master stays what it is")
{
    IdSource ids;
    const auto session = routed(ids);
    CHECK_FALSE(withoutBus(session, "Master"));
    CHECK_FALSE(withBusName(session, "Master", "Main"));
    CHECK_FALSE(withBusOutput(session, "Master", "Drums"));
    CHECK_FALSE(withBus(session, ids, "Master"));
}

TEST_CASE("a bus has its volume and mute changed by name")
{
    IdSource ids;
    const auto session = routed(ids);
    CHECK(withBusVolume(session, "Master", -3).value().buses[0].volumeDb == -3);
    CHECK(withBusVolume(session, "Master", 99).value().buses[0].volumeDb == 24);
    CHECK(withBusMute(session, "Drums", true).value().buses[1].mute);
    CHECK(withBusVolume(session, "Reverb", -3).failure().message() == "bus Reverb: does not exist");
    CHECK_FALSE(withBusVolume(session, "Master", std::numeric_limits<double>::quiet_NaN()));
}
