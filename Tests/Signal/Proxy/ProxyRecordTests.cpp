#include "Signal/Proxy/ProxyRecord.h"

#include "Core/Limits.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;

namespace
{

ProxyRecord possible()
{
    ProxyRecord record;
    record.quality = 1;
    record.original = {44'100, 6, 1000};
    record.proxy = {48'000, 2, 1089};
    return record;
}

auto bytesOf(const ProxyRecord& record)
{
    return std::as_bytes(std::span(&record, 1));
}

} // namespace

TEST_CASE("a sealed record is read as it was written")
{
    const auto record = possible().sealed();
    const auto parsed = ProxyRecord::parse(bytesOf(record));
    REQUIRE(parsed);
    CHECK(parsed->original == record.original);
    CHECK(parsed->proxy == record.proxy);
    CHECK(parsed->quality == 1);
}

TEST_CASE("a record with any bit turned is refused")
{
    const auto record = possible().sealed();
    for (std::size_t byte = 0; byte < sizeof record; ++byte)
    {
        auto damaged = record;
        std::as_writable_bytes(std::span(&damaged, 1))[byte] ^= std::byte{0x10};
        INFO("byte " << byte);
        CHECK_FALSE(ProxyRecord::parse(bytesOf(damaged)));
    }
    CHECK_FALSE(ProxyRecord::parse(bytesOf(record).first(sizeof record - 1)));
    CHECK_FALSE(ProxyRecord::parse({}));
}

TEST_CASE("a sealed record that says the impossible is refused")
{
    auto record = possible();
    record.original.channels = limits::maxChannels + 1;
    CHECK_FALSE(ProxyRecord::parse(bytesOf(record.sealed())));
    record = possible();
    record.proxy.sampleRate = 0;
    CHECK_FALSE(ProxyRecord::parse(bytesOf(record.sealed())));
    record = possible();
    record.quality = 2;
    CHECK_FALSE(ProxyRecord::parse(bytesOf(record.sealed())));
}
