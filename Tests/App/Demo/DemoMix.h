#pragma once

#include "Core/Gain.h"
#include "Support/TestSignals.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <sndfile.h>
#include <stdexcept>

namespace loophole::testing
{

/** A medium as libsndfile reads it. */
struct ReadMedium
{
    int rate = 0;
    TestSignal signal;

    explicit ReadMedium(const std::filesystem::path& path)
    {
        SF_INFO info{};
        const std::unique_ptr<SNDFILE, decltype(&sf_close)> file(sf_open(path.c_str(), SFM_READ, &info), sf_close);
        if (!file)
            throw std::runtime_error("cannot read " + path.string());
        rate = info.samplerate;
        signal = TestSignal(info.channels, info.frames);
        std::vector<float> samples(static_cast<std::size_t>(info.frames * info.channels));
        if (sf_readf_float(file.get(), samples.data(), info.frames) != info.frames)
            throw std::runtime_error("cannot read all of " + path.string());
        for (std::size_t i = 0; i < samples.size(); ++i)
            signal.channels[i % signal.channels.size()][i / signal.channels.size()] = samples[i];
    }
};

/**
    The plainest mixer of a session document: every clip sample by sample with linear interpolation. Good to a dB
    where the program's own is exact, and shares nothing with it.
*/
class DemoMix
{
public:
    explicit DemoMix(const std::filesystem::path& session) : folder(session.parent_path())
    {
        std::ifstream(session) >> document;
        for (const auto& asset : document.at("assets"))
            media.emplace(asset.at("id"), folder / asset.at("path").get<std::string>());
    }

    /** One track, with its gain and pan; stereo. */
    [[nodiscard]] TestSignal track(const nlohmann::json& track, std::int64_t frames) const
    {
        TestSignal mix(2, frames);
        const auto pan = PanGains::fromPan(track.value("pan", 0.0));
        for (const auto& clip : track.at("clips"))
            addClip(mix, clip, Gain::fromDecibels(track.value("gainDb", 0.0)).linear(), pan);
        return mix;
    }

    nlohmann::json document;
    std::map<std::string, ReadMedium> media;

private:
    void addClip(TestSignal& mix, const nlohmann::json& clip, float trackGain, PanGains pan) const
    {
        const auto& medium = media.at(clip.at("asset"));
        const auto ratio = static_cast<double>(medium.rate) / 48000.0 * clip.value("playRate", 1.0);
        const auto offset = clip.value("offset", 0.0);
        const auto stretch = static_cast<double>(medium.signal.frames()) - offset;
        const auto rest = static_cast<std::int64_t>(stretch / ratio);
        const auto length = clip.value("length", rest);
        const auto in = static_cast<float>(clip.value("fadeIn", 0));
        const auto out = static_cast<float>(clip.value("fadeOut", 0));
        const bool isLooped = clip.value("loop", false);
        const bool isReversed = clip.value("reverse", false);
        const auto start = clip.at("position").get<std::int64_t>();
        const auto gain = trackGain * Gain::fromDecibels(clip.value("gainDb", 0.0)).linear();
        const auto& channels = medium.signal.channels;
        for (std::size_t side = 0; side < 2; ++side)
        {
            // Pointers rather than vectors: without optimisation these loops are a hundred times as slow as the rest.
            const float* from = channels[std::min(side, channels.size() - 1)].data();
            float* to = mix.channels[side].data() + start;
            const auto sideGain = gain * (side == 0 ? pan.left : pan.right);
            const auto last = medium.signal.frames() - 1;
            for (std::int64_t n = 0; n < length && start + n < mix.frames(); ++n)
            {
                auto position = static_cast<double>(isReversed ? length - 1 - n : n) * ratio;
                if (isLooped && position >= stretch)
                    position -= stretch * static_cast<double>(static_cast<std::int64_t>(position / stretch));
                position += offset;
                const auto index = static_cast<std::int64_t>(position);
                if (index > last)
                    continue;
                const auto here = from[index];
                const auto next = index < last ? from[index + 1] : here;
                auto level = sideGain;
                if (static_cast<float>(n) < in)
                    level *= static_cast<float>(n) / in;
                if (static_cast<float>(length - n) < out)
                    level *= static_cast<float>(length - n) / out;
                to[n] += (here + (next - here) * static_cast<float>(position - static_cast<double>(index))) * level;
            }
        }
    }

    std::filesystem::path folder;
};

} // namespace loophole::testing
