#include "Pulse/Scheduling/DeviceBook.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace std::chrono_literals;

namespace
{

DiskDevice reported(std::uint64_t device, double p99Ms)
{
    DiskDevice report;
    report.device = device;
    report.name = "/media/" + std::to_string(device);
    report.reads = 100;
    report.p99Ms = p99Ms;
    report.sustainedBytesPerSecond = 10e6;
    return report;
}

} // namespace

TEST_CASE("media are read as far ahead as their own device needs")
{
    DeviceBook book;
    book.assetChanged(AssetId{1}, 10);
    book.assetChanged(AssetId{2}, 20);
    CHECK(book.lengths() == std::vector<Instant>{2s});
    std::vector devices{reported(10, 400), reported(20, 1)};
    CHECK(book.update(devices, {}, true, 0s));
    CHECK(book.lengthOf(AssetId{1}) == 4s);
    CHECK(book.lengthOf(AssetId{2}) == 2s);
    CHECK(book.lengthOf(AssetId{3}) == 2s);
    CHECK(book.lengths() == std::vector<Instant>{4s, 2s});
    CHECK(devices[0].readAhead == 4s);
    CHECK_FALSE(book.update(devices, {}, true, 1s));
    auto notices = book.takeNotices();
    REQUIRE(notices.size() == 1);
    CHECK(notices[0].text == "The disk at /media/10 answers slowly: its files are read farther ahead");

    devices[0].p99Ms = 1;
    for (int i = 0; i < 50; ++i)
        static_cast<void>(book.update(devices, {}, true, 2s + i * 250ms));
    CHECK(book.lengthOf(AssetId{1}) == 2s);
    notices = book.takeNotices();
    REQUIRE(notices.size() == 1);
    CHECK(notices[0].text == "The disk at /media/10 answers quickly again");
}

TEST_CASE("an asset stays on its device until it is found on another")
{
    DeviceBook book;
    book.assetChanged(AssetId{1}, 10);
    book.assetChanged(AssetId{1}, 0);
    CHECK(book.deviceOf(AssetId{1}) == 10);
    book.assetChanged(AssetId{1}, 20);
    CHECK(book.deviceOf(AssetId{1}) == 20);
}

TEST_CASE("what is needed is told with the device, and a device near its limit is warned of once, with its name")
{
    DeviceBook book;
    std::vector devices{reported(10, 1), reported(20, 1)};
    const DeviceNeeds needs{{10, 9e6}};
    for (int i = 0; i < 8; ++i)
        static_cast<void>(book.update(devices, needs, true, i * 250ms));
    CHECK(devices[0].neededBytesPerSecond == 9e6);
    CHECK(devices[1].neededBytesPerSecond == 0);
    const auto notices = book.takeNotices();
    REQUIRE(notices.size() == 1);
    CHECK(notices[0].kind == Notice::Kind::warning);
    CHECK(notices[0].text.starts_with("The disk at /media/10 is near its limit"));

    for (int i = 0; i < 40; ++i)
        static_cast<void>(book.update(devices, {}, true, 2s + i * 250ms));
    const auto after = book.takeNotices();
    REQUIRE(after.size() == 1);
    CHECK(after[0].kind == Notice::Kind::information);
}
