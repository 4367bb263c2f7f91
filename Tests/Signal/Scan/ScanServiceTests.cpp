#include "Signal/Scan/ScanService.h"

#include "Support/HandCrankedDisk.h"
#include "Support/TemporaryFolder.h"
#include "Support/TwoDrives.h"

#include <catch2/catch.hpp>
#include <fstream>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

struct Rig final : FactSink
{
    void send(SignalThread&, SignalToPulse fact) override { facts.push_back(std::move(fact)); }

    static Outcome<std::unique_ptr<MediaReader>> refuse(DiskThread&, const std::filesystem::path& path)
    {
        return Failure{path.string(), "is refused"};
    }

    void settle()
    {
        disk.runAll();
        disk.drain(thread);
        service->step(thread);
    }
    template <class Fact>
    [[nodiscard]] std::vector<Fact> all() const
    {
        std::vector<Fact> found;
        for (const auto& fact : facts)
            if (const auto* one = std::get_if<Fact>(&fact))
                found.push_back(*one);
        return found;
    }

    SignalThread thread = SignalThread::mint();
    VirtualClock clock;
    HandCrankedDisk disk;
    std::vector<SignalToPulse> facts;
    CurrentMounts mounts{clock, [] { return twoDrives(); }};
    std::optional<ScanService> service{std::in_place, ScanService::Parts{clock, disk, *this, refuse, mounts}};
};

} // namespace

TEST_CASE("a folder is listed part by part, as it is asked for")
{
    Rig rig;
    TemporaryFolder folder;
    for (std::size_t i = 0; i < FolderListing::entriesAPart + 10; ++i)
        std::ofstream(folder / (std::to_string(i) + ".wav")) << "x";
    std::size_t entries = 0;
    for (std::size_t parts = 1; parts < 100; ++parts)
    {
        rig.service->list(rig.thread, {RequestId{3}, folder.path()});
        rig.settle();
        rig.settle();
        REQUIRE(rig.all<FolderScanned>().size() == parts);
        const auto part = rig.all<FolderScanned>().back();
        CHECK(part.request == RequestId{3});
        entries += part.entries.size();
        if (part.isComplete)
            break;
    }
    CHECK(entries == FolderListing::entriesAPart + 10);
}

TEST_CASE("a listing that is not wanted any more is closed where closing may wait")
{
    Rig rig;
    TemporaryFolder folder;
    for (std::size_t i = 0; i < FolderListing::entriesAPart + 10; ++i)
        std::ofstream(folder / (std::to_string(i) + ".wav")) << "x";
    rig.service->list(rig.thread, {RequestId{3}, folder.path()});
    rig.settle();
    rig.service->endListing(rig.thread, {RequestId{3}});
    CHECK(rig.disk.waiting() == 1);
    rig.settle();
    rig.service->list(rig.thread, {RequestId{4}, folder.path()});
    rig.service->endListing(rig.thread, {RequestId{4}});
    rig.settle();
    rig.settle();
    CHECK(rig.all<FolderScanned>().size() == 1);
}

TEST_CASE("media are probed behind everything that is waited for")
{
    Rig rig;
    TemporaryFolder folder;
    std::ofstream(folder / "a.wav") << "x";
    rig.service->probe(rig.thread, {RequestId{1}, folder / "a.wav", {}, {}});
    rig.settle();
    REQUIRE(rig.all<MediaProbed>().size() == 1);
    CHECK(rig.all<MediaProbed>()[0].outcome == MediaProbed::Outcome::damaged);
    CHECK(rig.all<MediaProbed>()[0].error == "is refused");
    CHECK(rig.disk.ran().at(0).urgency.kind == UrgencyClass::background);
    CHECK(rig.disk.ran().at(0).urgency.deadline == Instant::max());
}

TEST_CASE("what waits for a drive that hangs is given up in words, and what it says later is dropped")
{
    Rig rig;
    rig.disk.hold(otherDrive);
    rig.service->list(rig.thread, {RequestId{1}, "/hung/folder"});
    rig.service->probe(rig.thread, {RequestId{2}, "/hung/a.wav", {}, {}});
    rig.service->probe(rig.thread, {RequestId{3}, "/well/link.wav", "/hung/a.wav", {}});
    rig.service->probe(rig.thread, {RequestId{4}, "/well/a.wav", {}, {}});
    rig.settle();
    REQUIRE(rig.facts.size() == 1);
    CHECK(rig.all<MediaProbed>()[0].request == RequestId{4});

    rig.disk.letGo(otherDrive);
    REQUIRE(rig.disk.beginNext()); // stands in its read when the drive is found to hang
    rig.disk.hung.insert(otherDrive);
    rig.clock.advance(std::chrono::milliseconds(100));
    rig.service->step(rig.thread);
    REQUIRE(rig.all<FolderScanned>().size() == 1);
    CHECK(rig.all<FolderScanned>()[0].isUnanswered);
    CHECK(rig.all<FolderScanned>()[0].isComplete);
    CHECK(rig.all<FolderScanned>()[0].error == "its drive does not answer");
    REQUIRE(rig.all<MediaProbed>().size() == 3);
    CHECK(rig.all<MediaProbed>()[2].isUnanswered);
    CHECK(rig.disk.cancelled() == 2);

    rig.disk.endBegun();
    rig.settle();
    rig.settle();
    CHECK(rig.facts.size() == 4);
}

TEST_CASE("a folder behind a link to a drive that hangs is given up as one of that drive, and holds up no other")
{
    Rig rig;
    TemporaryFolder folder;
    std::filesystem::create_directory_symlink("/hung/music", folder / "music");
    rig.disk.hold(otherDrive);
    rig.service->list(rig.thread, {RequestId{1}, folder / "music"});
    rig.settle();
    REQUIRE(rig.disk.waiting() == 1);
    CHECK(rig.mounts.deviceOf(folder / "music" / "deep") == otherDrive);
    rig.service->list(rig.thread, {RequestId{2}, folder.path()});
    rig.settle();
    REQUIRE(rig.all<FolderScanned>().size() == 1);
    CHECK(rig.all<FolderScanned>()[0].request == RequestId{2});

    rig.disk.hung.insert(otherDrive);
    rig.clock.advance(std::chrono::milliseconds(100));
    rig.service->step(rig.thread);
    REQUIRE(rig.all<FolderScanned>().size() == 2);
    CHECK(rig.all<FolderScanned>()[1].request == RequestId{1});
    CHECK(rig.all<FolderScanned>()[1].isUnanswered);
}

TEST_CASE("jobs that outlive the service tell nobody")
{
    Rig rig;
    TemporaryFolder folder;
    rig.service->list(rig.thread, {RequestId{1}, folder.path()});
    rig.service->probe(rig.thread, {RequestId{2}, folder / "a.wav", {}, {}});
    rig.service.reset();
    rig.disk.runAll();
    rig.disk.drain(rig.thread);
    CHECK(rig.facts.empty());
}
