#include "Pulse/Assets/OfflineStatusMachine.h"

#include <catch2/catch.hpp>

using namespace loophole;

TEST_CASE("every event in every status leads where the table says, or cannot happen")
{
    using enum OfflineStatus;
    using enum OfflineEvent;
    struct Row
    {
        OfflineEvent event;
        std::optional<OfflineStatus> fromPresent, fromMissing, fromCloud, fromPending;
    };
    const Row table[] = {
        {opened, present, present, present, present},
        {notFound, missing, missing, missing, missing},
        {stalled, pending, missing, pending, pending},
        {placeholderFound, cloud, cloud, cloud, cloud},
        {downloadStarted, std::nullopt, std::nullopt, pending, std::nullopt},
        {downloadFailed, std::nullopt, std::nullopt, std::nullopt, cloud},
    };
    for (const auto& row : table)
    {
        CAPTURE(static_cast<int>(row.event));
        CHECK(statusAfter(present, row.event) == row.fromPresent);
        CHECK(statusAfter(missing, row.event) == row.fromMissing);
        CHECK(statusAfter(cloud, row.event) == row.fromCloud);
        CHECK(statusAfter(pending, row.event) == row.fromPending);
    }
}

TEST_CASE("what Signal reports leads to the status it reports")
{
    for (const auto reported :
         {OfflineStatus::present, OfflineStatus::missing, OfflineStatus::cloud, OfflineStatus::pending})
        CHECK(statusAfter(OfflineStatus::pending, eventThatMeans(reported)) == reported);
}
