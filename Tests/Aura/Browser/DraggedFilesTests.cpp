#include "Aura/Browser/DraggedFiles.h"

#include <catch2/catch.hpp>

using namespace loophole::aura;

TEST_CASE("paths survive a drag byte for byte, also those that are no text")
{
    const std::vector<std::filesystem::path> files{"/a b/Gr\u00FC\u00DFe.wav", "/x/\xff\xfe\x80.flac", "-"};
    REQUIRE(unpackFiles(packFiles(files)) == files);
    REQUIRE(unpackFiles(juce::var("text")).empty());
}

TEST_CASE("a part of a file travels with its frames, and who only wants files gets the file")
{
    const DraggedFile part{"/a b/\xff.wav", {loophole::FramePosition(123), loophole::FrameCount(1LL << 40)}, "/tmp/\xff part.wav"};
    REQUIRE(unpackDragged(packPart(part)) == std::vector{part});
    REQUIRE(unpackFiles(packPart(part)) == std::vector<std::filesystem::path>{part.file});
    REQUIRE(filesForOthers(packPart(part)) == std::vector{part.partFile});
    const DraggedFile whole{"/a.wav"};
    REQUIRE(filesForOthers(packPart(whole)) == std::vector{whole.file});
    REQUIRE(packPart(whole) == packFiles({"/a.wav"}));
    REQUIRE(unpackDragged(packPart(whole)) == std::vector{whole});
}
