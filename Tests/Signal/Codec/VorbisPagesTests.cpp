#include "Signal/Codec/VorbisPages.h"

#include "Support/EncodedMedia.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

std::shared_ptr<const MediaFile> encoded(const TemporaryFolder& folder, DiskThread& thread)
{
    const auto path = encodeWith({"oggenc", "-Q", "-s", "7", "-q", "5", "-o", "OUT", "IN"}, folder, "a.ogg",
                                 makeProgramme(2, 1'000'000, 44100), 44100);
    return MediaFile::open(thread, path).value();
}

} // namespace

TEST_CASE("the headers of a Vorbis stream come with their lengths, and each page with its packets and padding")
{
    const TemporaryFolder folder;
    auto thread = DiskThread::mint();
    VorbisPages pages(encoded(folder, thread), 0);
    const auto headers = pages.tryReadHeaders(thread);
    REQUIRE(headers.has_value());
    CHECK(headers->at(0) == std::byte{0});
    CHECK(headers->at(1) == std::byte{30}); // the identification header is 30 bytes long
    CHECK(headers->at(2) == std::byte{1});

    REQUIRE(pages.tryMoveBefore(thread, 0) == 0);
    std::int64_t last = 0;
    std::size_t packets = 0;
    auto ended = false;
    while (const auto page = pages.tryNext(thread))
    {
        CHECK(page->granule >= last);
        last = page->granule;
        packets += page->packets.size();
        for (const auto& packet : page->packets)
            CHECK(std::count(packet.data() + packet.size(), packet.data() + packet.size() + VorbisPages::padding,
                             std::byte{0}) == VorbisPages::padding);
        ended = page->endsStream;
    }
    CHECK(ended);
    CHECK(last == 1'000'000);
    CHECK(packets > 1'000'000 / 2048);
    CHECK_FALSE(pages.tryNext(thread).has_value());
}

TEST_CASE("before any frame there is a page early enough to bring a decoder into step, and not much earlier")
{
    const TemporaryFolder folder;
    auto thread = DiskThread::mint();
    VorbisPages pages(encoded(folder, thread), 0);
    REQUIRE(pages.tryReadHeaders(thread).has_value());
    for (const std::int64_t frame : {40'000, 300'000, 999'999})
    {
        const auto begins = pages.tryMoveBefore(thread, frame);
        REQUIRE(begins.has_value());
        CHECK(*begins <= frame - 16'384);
        CHECK(*begins >= frame - 250'000);
        const auto page = pages.tryNext(thread);
        REQUIRE(page.has_value());
        CHECK((page->granule == *begins || *begins == 0));
    }
}

TEST_CASE("what is no Vorbis has no headers of it")
{
    const TemporaryFolder folder;
    auto thread = DiskThread::mint();
    std::ofstream(folder / "text.ogg") << "OggS, one might think" << std::string(5000, 'x');
    VorbisPages pages(MediaFile::open(thread, folder / "text.ogg").value(), 0);
    CHECK_FALSE(pages.tryReadHeaders(thread).has_value());
}
