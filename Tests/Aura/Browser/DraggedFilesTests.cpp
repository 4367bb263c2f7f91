#include "Aura/Browser/DraggedFiles.h"

#include <catch2/catch.hpp>

using namespace loophole::aura;

TEST_CASE("paths survive a drag byte for byte, also those that are no text")
{
    const std::vector<std::filesystem::path> files{"/a b/Gr\u00FC\u00DFe.wav", "/x/\xff\xfe\x80.flac", "-"};
    REQUIRE(unpackFiles(packFiles(files)) == files);
    REQUIRE(unpackFiles(juce::var("text")).empty());
}
