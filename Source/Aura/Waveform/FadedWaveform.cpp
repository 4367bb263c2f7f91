#include "Aura/Waveform/FadedWaveform.h"

#include <algorithm>
#include <cmath>

namespace loophole::aura
{
namespace
{

/** Positions follow from where the view begins; rounded, a fade is the same one however far it was scrolled. */
double rounded(double frame)
{
    constexpr double steps = 16;
    return std::round(frame * steps) / steps;
}

/** The fades that shape what lies around a frame of the line. */
std::array<WaveformFade, 2> reigningAt(double frame, const std::array<WaveformFade, 2>& fades)
{
    auto reigning = fades;
    for (auto& fade : reigning)
        if (fade.gainAt(frame) == 1)
            fade = {};
    return reigning;
}

} // namespace

void paintFaded(WaveformRenderer& renderer, juce::Graphics& g, const WaveformStretch& stretch,
                const std::shared_ptr<const PeakCache>& peaks, const std::array<WaveformFade, 2>& given)
{
    auto fades = given;
    std::vector<int> cuts{stretch.area.getX(), stretch.area.getRight()};
    for (auto& fade : fades)
    {
        fade = {rounded(fade.silentAt), rounded(fade.wholeAt)};
        for (const auto frame : {fade.silentAt, fade.wholeAt})
        {
            const auto x = stretch.xOfLineStart + (frame - stretch.lineStart) / stretch.framesPerPixel;
            cuts.push_back(static_cast<int>(std::clamp(std::round(x), static_cast<double>(stretch.area.getX()),
                                                       static_cast<double>(stretch.area.getRight()))));
        }
    }
    std::ranges::sort(cuts);
    for (std::size_t i = 0; i + 1 < cuts.size(); ++i)
    {
        auto part = stretch;
        part.area.setLeft(cuts[i]);
        part.area.setRight(cuts[i + 1]);
        const auto middle =
            stretch.lineStart + ((cuts[i] + cuts[i + 1]) / 2.0 - stretch.xOfLineStart) * stretch.framesPerPixel;
        part.look.fades = reigningAt(middle, fades);
        renderer.paint(g, part, peaks);
    }
}

} // namespace loophole::aura
