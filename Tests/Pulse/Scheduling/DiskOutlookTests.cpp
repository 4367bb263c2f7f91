#include "Pulse/Scheduling/DiskOutlook.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace std::chrono_literals;
using State = DiskOutlook::State;

namespace
{

/** A healthy drive that can deliver 10 MB/s. */
DiskDevice drive(double neededMb, double p99Ms = 1)
{
    DiskDevice device;
    device.device = 7;
    device.name = "/media/usb";
    device.reads = 100;
    device.p99Ms = p99Ms;
    device.sustainedBytesPerSecond = 10e6;
    device.neededBytesPerSecond = neededMb * 1e6;
    device.readAhead = 2s;
    return device;
}

DiskDevice stalled()
{
    auto device = drive(1);
    device.isStalled = true;
    return device;
}

} // namespace

TEST_CASE("what one report says of a device")
{
    struct Row
    {
        const char* what;
        DiskDevice device;
        bool isPlaying;
        bool isStrict;
        State state;
    };
    auto unknown = drive(9);
    unknown.reads = 3;
    auto unread = drive(9);
    unread.sustainedBytesPerSecond = 0;
    auto unneeded = drive(0, 5000);
    const auto row = GENERATE_COPY(Row{"half its limit", drive(5), true, false, State::well},
                                   Row{"four fifths", drive(8), true, false, State::well},
                                   Row{"more", drive(8.1), true, false, State::overloaded},
                                   Row{"two thirds, once it was strained", drive(6.6), true, true, State::overloaded},
                                   Row{"less, once it was strained", drive(6.4), true, true, State::well},
                                   Row{"nothing plays", drive(9), false, false, State::well},
                                   Row{"hardly measured", unknown, true, false, State::well},
                                   Row{"no bytes measured", unread, true, false, State::well},
                                   Row{"slow, but nothing plays from it", unneeded, true, false, State::well},
                                   Row{"a third of the read-ahead for a read", drive(1, 700), true, false, State::well},
                                   Row{"nearly half of it", drive(1, 900), true, false, State::slow},
                                   Row{"a third of it, once it was strained", drive(1, 700), true, true, State::slow},
                                   Row{"silent", stalled(), false, false, State::stalled});
    INFO(row.what);
    CHECK(outlookOf(row.device, row.isPlaying, row.isStrict) == row.state);
}

TEST_CASE("a device is strained after two reports in a row, and well after five seconds without one")
{
    auto outlook = DiskOutlook().after(drive(9), true, 0s);
    CHECK(outlook.state == State::well);
    CHECK(outlook.after(drive(1), true, 1s).after(drive(9), true, 2s).state == State::well);
    outlook = outlook.after(drive(9), true, 1s);
    CHECK(outlook.state == State::overloaded);

    outlook = outlook.after(drive(1), true, 2s);
    CHECK(outlook.state == State::overloaded);
    CHECK(outlook.after(drive(1), true, 6900ms).state == State::overloaded);
    CHECK(outlook.after(drive(1), true, 7s).state == State::well);
    // Strained again in between: it must be calm for another five seconds.
    outlook = outlook.after(drive(7), true, 5s).after(drive(1), true, 6s);
    CHECK(outlook.after(drive(1), true, 10s).state == State::overloaded);
    CHECK(outlook.after(drive(1), true, 11s).state == State::well);
}

TEST_CASE("a device that does not answer is told at once, and so is its answer")
{
    auto outlook = DiskOutlook().after(stalled(), true, 0s);
    CHECK(outlook.state == State::stalled);
    CHECK(outlook.after(drive(1), true, 250ms).state == State::well);
}

TEST_CASE("each change is told once, with the device and what to do")
{
    CHECK_FALSE(outlookText(drive(1), State::well, State::well));
    CHECK(*outlookText(drive(9), State::well, State::overloaded) ==
          "The disk at /media/usb is near its limit: what plays needs 9.0 MB/s of its 10.0 MB/s. Copy its files to a "
          "faster disk, or mute some tracks");
    CHECK(outlookText(drive(1, 900), State::well, State::slow)
              ->starts_with("The disk at /media/usb takes up to 900 ms for a read"));
    CHECK(outlookText(stalled(), State::well, State::stalled)->starts_with("The disk at /media/usb does not answer"));
    CHECK(*outlookText(drive(1), State::stalled, State::well) == "The disk at /media/usb answers again");
    CHECK(*outlookText(drive(1), State::slow, State::well) == "The disk at /media/usb keeps up again");
}
