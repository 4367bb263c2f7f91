#include "Signal/Scan/FingerprintService.h"

#include "Support/FileBytes.h"
#include "Support/HandCrankedDisk.h"
#include "Support/TemporaryFolder.h"
#include "Support/TwoDrives.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

constexpr FingerprintService::Load quiet{};
constexpr FingerprintService::Load playing{true, 0.1};
constexpr FingerprintService::Load nearItsLimit{true, 0.6};

struct Rig final : FactSink
{
    void send(SignalThread&, SignalToPulse fact) override { answers.push_back(std::get<MediaFingerprinted>(fact)); }

    std::filesystem::path file(const std::string& name, std::size_t bytes)
    {
        writeFile(folder / name, countingBytes(bytes));
        return folder / name;
    }
    void begin(std::uint32_t request, const std::filesystem::path& path, bool isWaitedFor = false)
    {
        service->begin(thread, {RequestId{request}, path, {}, {}, isWaitedFor});
    }
    /** One turn of the control thread with the disk's work between. */
    void turn(FingerprintService::Load load = quiet)
    {
        service->step(thread, load);
        disk.runAll();
        disk.drain(thread);
    }

    SignalThread thread = SignalThread::mint();
    VirtualClock clock;
    HandCrankedDisk disk;
    TemporaryFolder folder;
    std::vector<MediaFingerprinted> answers;
    CurrentMounts mounts{clock, [] { return twoDrives(); }};
    std::optional<FingerprintService> service{std::in_place,
                                              FingerprintService::Parts{clock, disk, *this, CloudRules(), mounts}};
};

} // namespace

TEST_CASE("the quick print is told first, and the hash after steps behind everything else")
{
    Rig rig;
    rig.begin(1, rig.file("a.wav", 2'500'000));
    rig.turn();
    REQUIRE(rig.answers.size() == 1);
    CHECK_FALSE(rig.answers[0].isComplete);
    CHECK_FALSE(rig.answers[0].content.quickPrint.isNone());
    for (int i = 0; i < 3; ++i)
    {
        CHECK(rig.answers.size() == 1);
        rig.turn();
    }
    REQUIRE(rig.answers.size() == 2);
    CHECK(rig.answers[1].isComplete);
    CHECK(rig.answers[1].content.hash);
    REQUIRE(rig.disk.ran().size() == 4);
    CHECK(rig.disk.ran()[3].urgency.kind == UrgencyClass::idle);
    rig.turn();
    CHECK(rig.disk.ran().size() == 4);
}

TEST_CASE("nothing is read in the background while the device plays near its limit; what is waited for is")
{
    Rig rig;
    rig.begin(1, rig.file("a.wav", 1000));
    rig.begin(2, rig.file("b.wav", 1000), true);
    for (int i = 0; i < 5; ++i)
        rig.turn(nearItsLimit);
    REQUIRE(rig.answers.size() == 2);
    CHECK(rig.answers[1].request == RequestId{2});
    CHECK(rig.answers[1].content.hash);
    CHECK(rig.disk.ran()[0].urgency.kind == UrgencyClass::background);
    for (int i = 0; i < 5; ++i)
        rig.turn(playing);
    CHECK(rig.answers.size() == 4);
}

TEST_CASE("only a few files are read at once in the background")
{
    Rig rig;
    for (std::uint32_t i = 1; i <= 6; ++i)
        rig.begin(i, rig.file(std::to_string(i) + ".wav", 1000));
    rig.service->step(rig.thread, quiet);
    CHECK(rig.disk.waiting() == FingerprintService::mostQuiet);
    for (int i = 0; i < 10; ++i)
        rig.turn();
    CHECK(rig.answers.size() == 12);
}

TEST_CASE("a cancelled reading says nothing more, wherever it was, and leaves room for others")
{
    Rig rig;
    rig.begin(1, rig.file("a.wav", 1000));
    rig.service->step(rig.thread, quiet);
    rig.service->cancel(rig.thread, RequestId{1}); // waits for a worker
    rig.begin(2, rig.folder / "a.wav");
    rig.service->step(rig.thread, quiet);
    REQUIRE(rig.disk.beginNext());
    rig.service->cancel(rig.thread, RequestId{2}); // under way
    rig.disk.endBegun();
    rig.disk.drain(rig.thread);
    CHECK(rig.answers.empty());
    for (std::uint32_t i = 3; i <= 4; ++i)
        rig.begin(i, rig.folder / "a.wav");
    rig.service->step(rig.thread, quiet);
    CHECK(rig.disk.waiting() == FingerprintService::mostQuiet);
}

TEST_CASE("a file on a drive that hangs is answered all the same, and the others go on")
{
    Rig rig;
    rig.begin(1, "/hung/a.wav");
    rig.begin(2, rig.file("b.wav", 1000));
    rig.disk.hold(otherDrive);
    rig.turn();
    rig.turn();
    rig.disk.hung.insert(otherDrive);
    rig.clock.advance(std::chrono::milliseconds(200));
    rig.turn();
    const auto isLost = [](const MediaFingerprinted& answer) { return answer.isUnanswered; };
    REQUIRE(std::ranges::count_if(rig.answers, isLost) == 1);
    const auto lost = std::ranges::find_if(rig.answers, isLost);
    CHECK(lost->request == RequestId{1});
    CHECK(lost->isComplete);
    CHECK(lost->error == "its drive does not answer");
    CHECK(rig.answers.size() == 3);
}

TEST_CASE("jobs that come back after the service has gone do nothing")
{
    Rig rig;
    rig.begin(1, rig.file("a.wav", 1000));
    rig.service->step(rig.thread, quiet);
    rig.service.reset();
    rig.disk.runAll();
    rig.disk.drain(rig.thread);
    CHECK(rig.answers.empty());
}
