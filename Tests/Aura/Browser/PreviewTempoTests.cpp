#include "Aura/Browser/PreviewTempo.h"

#include <catch2/catch.hpp>
#include <cmath>

using namespace loophole::aura;

TEST_CASE("a file is brought to the tempo, half of it or twice it, whichever is nearest")
{
    CHECK(tempoRatioTo(120, 120) == 1);
    CHECK(tempoRatioTo(90, 120) == Approx(0.75));
    CHECK(tempoRatioTo(87, 174) == Approx(1));
    CHECK(tempoRatioTo(174, 87) == Approx(1));
    CHECK(tempoRatioTo(120, 64) == Approx(120.0 / 128));
    CHECK(tempoRatioTo(400, 99) == Approx(400.0 / 396));
    for (double tempo = 20; tempo < 1'000; tempo *= 1.01)
    {
        CHECK(tempoRatioTo(tempo, 100) <= std::sqrt(2.0) + 1e-9);
        CHECK(tempoRatioTo(tempo, 100) >= std::sqrt(0.5) - 1e-9);
    }
}

TEST_CASE("a tempo that is not known, or is none, changes nothing")
{
    CHECK(tempoRatioTo(120, 0) == 1);
    CHECK(tempoRatioTo(0, 120) == 1);
    CHECK(tempoRatioTo(120, -3) == 1);
    CHECK(tempoRatioTo(std::nan(""), 120) == 1);
}

TEST_CASE("tempos and semitones are as short as they can be")
{
    CHECK(tempoText(174) == "174");
    CHECK(tempoText(92.50) == "92.5");
    CHECK(tempoText(100.004) == "100");
    CHECK(semitonesText(0) == "0 st");
    CHECK(semitonesText(3) == "+3 st");
    CHECK(semitonesText(-0.25) == juce::String::fromUTF8("\u22120.25 st"));
    CHECK(semitonesText(0.001) == "0 st");
}

TEST_CASE("semitones are understood as they are shown and as they are typed")
{
    for (const auto value : {-12.0, -0.25, 0.0, 3.0, 11.5})
        CHECK(typedSemitones(semitonesText(value)) == value);
    CHECK(typedSemitones("-7") == -7);
    CHECK(typedSemitones(" +2,5 st ") == 2.5);
    for (const auto* wrong : {"", "st", "-", "high", "1.2.3", "--4", "1e3"})
        CHECK_FALSE(typedSemitones(wrong));
}
