#include "Signal/Device/AlsaNames.h"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace loophole::signal;

TEST_CASE("a PCM that the configuration defines is known with and without arguments")
{
    CHECK(isAlsaPcmDefined("null"));
    CHECK(isAlsaPcmDefined("hw"));
    CHECK(isAlsaPcmDefined("hw:7,3"));
    CHECK(isAlsaPcmDefined("plughw:CARD=Nowhere"));
    CHECK(!isAlsaPcmDefined("loophole_no_such_pcm"));
    CHECK(!isAlsaPcmDefined(""));
    CHECK(!isAlsaPcmDefined(":0"));
}

TEST_CASE("the list holds playback PCMs by the names that open them, without the null one")
{
    const auto pcms = listAlsaPcms();
    CHECK(std::all_of(pcms.begin(), pcms.end(), [](const AlsaPcm& pcm) { return isAlsaPcmDefined(pcm.name); }));
    CHECK(std::none_of(pcms.begin(), pcms.end(), [](const AlsaPcm& pcm) { return pcm.name == "null"; }));
    CHECK(std::none_of(pcms.begin(), pcms.end(),
                       [](const AlsaPcm& pcm) { return pcm.description.find('\n') != std::string::npos; }));
}
