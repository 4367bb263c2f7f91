#include "Aura/Timeline/TrackRows.h"

#include "Aura/Timeline/TimelineFixture.h"

using namespace loophole;
using namespace loophole::aura;

TEST_CASE("rows lie below one another at their own heights, and beyond the last at the usual one")
{
    TimelineFixture f;
    TrackRows rows;
    rows.arrange(f.model.session().tracks);
    rows.setHeight(TrackId{1}, 100);
    CHECK(rows.top(1) == 100);
    CHECK(rows.top(2) == 100 + TrackRows::usual);
    CHECK(rows.height(3) == TrackRows::usual);
    CHECK(rows.at(99) == 0);
    CHECK(rows.at(100) == 1);
    CHECK(rows.at(100 + TrackRows::usual) == 2);
    CHECK(rows.at(100 + 2 * TrackRows::usual) == 3);
    CHECK(rows.at(-5) == 0);
}

TEST_CASE("heights that were left are found again, in the order of the tracks")
{
    TimelineFixture f;
    TrackRows rows;
    rows.arrange(f.model.session().tracks);
    CHECK(rows.asText().empty());
    rows.setHeight(TrackId{2}, 130);
    TrackRows later;
    f.show({trackOf(11, {}), trackOf(12, {}), trackOf(13, {})});
    later.arrange(f.model.session().tracks);
    later.recall(rows.asText());
    CHECK(later.height(0) == TrackRows::usual);
    CHECK(later.height(1) == 130);
    CHECK(later.height(2) == TrackRows::usual);
    later.recall("no heights");
    CHECK(later.height(1) == 130);
}

TEST_CASE("heights stay within bounds and with their track when the order changes")
{
    TimelineFixture f;
    TrackRows rows;
    rows.arrange(f.model.session().tracks);
    rows.setHeight(TrackId{2}, 1000);
    CHECK(rows.height(1) == TrackRows::highest);
    rows.setHeights({{TrackId{1}, 1}, {TrackId{2}, 200}});
    CHECK(rows.height(0) == TrackRows::lowest);
    f.show({trackOf(2, {}), trackOf(1, {})});
    rows.arrange(f.model.session().tracks);
    CHECK(rows.height(0) == 200);
    CHECK(rows.height(1) == TrackRows::lowest);
}
