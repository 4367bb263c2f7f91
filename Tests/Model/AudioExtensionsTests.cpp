#include "Model/AudioExtensions.h"

#include <catch2/catch.hpp>

using namespace loophole;

TEST_CASE("media are told by their extensions in any case")
{
    CHECK(looksLikeAudio("a.wav"));
    CHECK(looksLikeAudio("/x/Y.FlAc"));
    CHECK(looksLikeAudio("\xFF.mp3"));
    CHECK_FALSE(looksLikeAudio("wav"));
    CHECK_FALSE(looksLikeAudio(".wav"));
    CHECK_FALSE(looksLikeAudio("a.wav.asd"));
    CHECK_FALSE(looksLikeAudio(""));
}
