#include "Pulse/Editing/History.h"

#include "Pulse/Editing/TrackEdits.h"
#include "Support/SessionParts.h"

#include <catch2/catch.hpp>
#include <random>

using namespace loophole;
using namespace std::chrono_literals;

namespace
{

SessionPointer named(const std::string& name)
{
    IdSource ids;
    return std::make_shared<const Session>(withTrack(testing::sessionOf({}), ids, name));
}

} // namespace

TEST_CASE("undo gives back the very session from before the edit, redo the one after it")
{
    const auto first = named("1");
    const auto second = named("2");
    History history(first);
    CHECK(history.undoName().empty());
    history.push(second, "Add clip", 0s);
    CHECK(history.current() == second);
    CHECK(history.undoName() == "Add clip");
    REQUIRE(history.undo());
    CHECK(history.current() == first);
    CHECK(history.redoName() == "Add clip");
    REQUIRE(history.redo());
    CHECK(history.current() == second);
    CHECK_FALSE(history.redo());
}

TEST_CASE("an edit after undo takes away what could be redone")
{
    History history(named("1"));
    history.push(named("2"), "a", 0s);
    REQUIRE(history.undo());
    history.push(named("3"), "b", 1s);
    CHECK_FALSE(history.redo());
    CHECK(history.undoName() == "b");
}

TEST_CASE("the edits of one gesture are one step, a pause or another gesture begins the next")
{
    const auto first = named("1");
    History history(first);
    history.push(named("2"), "Gain", 0ms, "gain 1");
    history.push(named("3"), "Gain", 900ms, "gain 1");
    history.push(named("4"), "Gain", 1800ms, "gain 1");
    REQUIRE(history.undo());
    CHECK(history.current() == first);
    REQUIRE(history.redo());
    history.push(named("5"), "Gain", 1900ms, "gain 1");
    history.push(named("6"), "Gain", 4s, "gain 1");
    history.push(named("7"), "Gain", 4s, "gain 2");
    int steps = 0;
    while (history.undo())
        ++steps;
    CHECK(steps == 4);
    CHECK(history.current() == first);
}

TEST_CASE("steps without a gesture are never joined")
{
    History history(named("1"));
    history.push(named("2"), "a", 0s);
    history.push(named("3"), "a", 0s);
    CHECK(history.undo());
    CHECK(history.undo());
    CHECK_FALSE(history.undo());
}

TEST_CASE("undo goes back to the first edit, however long ago that was")
{
    const auto first = named("first");
    History history(first);
    const auto session = named("s");
    for (int i = 0; i < 20'000; ++i)
        history.push(session, std::to_string(i), 0s);
    CHECK(history.undoName() == "19999");
    std::size_t steps = 0;
    while (history.undo())
        ++steps;
    CHECK(steps == 20'000);
    CHECK(history.current() == first);
}

TEST_CASE("a group of edits is one step with the name of the outermost")
{
    const auto first = named("first");
    History history(first);
    history.push(named("before"), "Before", 0s, "gain 1");
    const auto before = history.current();
    history.beginGroup("Tidy up");
    history.push(named("a"), "A", 0s, "gain 1");
    history.beginGroup("Within");
    history.push(named("b"), "B", 100s);
    history.endGroup();
    history.push(named("c"), "C", 200s);
    history.endGroup();
    CHECK(history.undoName() == "Tidy up");
    history.push(named("after"), "After", 200s, "gain 1");
    CHECK(history.undoName() == "After");
    CHECK(history.undo());
    CHECK(history.undo());
    CHECK(history.current() == before);
    CHECK(history.undoName() == "Before");
}

TEST_CASE("a group without an edit is no step, and one that is never ended ends with an undo")
{
    History history(named("first"));
    history.beginGroup("Nothing");
    history.endGroup();
    CHECK_FALSE(history.undo());
    history.beginGroup("Left open");
    history.push(named("a"), "A", 0s);
    CHECK(history.undo());
    history.push(named("b"), "B", 0s);
    CHECK(history.undoName() == "B");
    history.endGroup();
}

TEST_CASE("any walk through the history finds every session as it was")
{
    std::mt19937 random(3);
    std::vector<SessionPointer> line{named("0")};
    std::size_t place = 0;
    History history(line[0]);
    for (int i = 0; i < 2000; ++i)
    {
        const auto choice = random() % 3;
        if (choice == 0 && place < 200)
        {
            line.resize(++place);
            line.push_back(named(std::to_string(i)));
            history.push(line.back(), "e", Instant(i));
        }
        else if (choice == 1)
        {
            CHECK(history.undo() == (place > 0));
            place -= place > 0 ? 1u : 0u;
        }
        else
        {
            CHECK(history.redo() == (place + 1 < line.size()));
            place += place + 1 < line.size() ? 1u : 0u;
        }
        REQUIRE(history.current() == line[place]);
    }
}

TEST_CASE("several steps are taken at once, as many as there are")
{
    const auto first = named("0");
    History history(first);
    for (const auto* name : {"a", "b", "c"})
        history.push(named(name), name, 0s);
    CHECK(history.undoNames() == std::vector<std::string>{"c", "b", "a"});
    REQUIRE(history.undo(2));
    CHECK(history.undoNames() == std::vector<std::string>{"a"});
    CHECK(history.redoNames() == std::vector<std::string>{"b", "c"});
    REQUIRE(history.undo(99));
    CHECK(history.current() == first);
    REQUIRE(history.redo(3));
    CHECK(history.redoNames().empty());
    CHECK(history.undoName() == "c");
}

TEST_CASE("the names that are told end where a list would")
{
    History history(named("0"));
    const auto next = named("1");
    for (std::size_t i = 0; i < History::shownSteps + 50; ++i)
        history.push(next, std::to_string(i), 0s);
    CHECK(history.undoNames().size() == History::shownSteps);
    CHECK(history.undoNames().front() == std::to_string(History::shownSteps + 49));
}
