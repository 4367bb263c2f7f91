#include "Signal/Codec/ChannelOrder.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <vector>

using namespace loophole::signal;

TEST_CASE("channels of Vorbis find their places among WAV's speakers")
{
    const auto places = [](int channels)
    {
        std::vector<int> all;
        for (int c = 0; c < channels; ++c)
            all.push_back(wavChannelOfVorbis(channels, c));
        return all;
    };
    CHECK(places(2) == std::vector<int>{0, 1});
    CHECK(places(3) == std::vector<int>{0, 2, 1});                // left, centre, right
    CHECK(places(5) == std::vector<int>{0, 2, 1, 3, 4});          // then the rear pair
    CHECK(places(6) == std::vector<int>{0, 2, 1, 4, 5, 3});       // LFE comes last
    CHECK(places(7) == std::vector<int>{0, 2, 1, 5, 6, 4, 3});    // side pair, rear centre, LFE
    CHECK(places(8) == std::vector<int>{0, 2, 1, 6, 7, 4, 5, 3}); // side pair, rear pair, LFE
}
