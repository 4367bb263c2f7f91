#include "Aura/Waveform/FileWaveform.h"

#include "Aura/Look/Look.h"
#include "Aura/Shell/AuraModel.h"
#include "Aura/Waveform/WaveformRenderer.h"

namespace loophole::aura
{

void paintFileWaveform(juce::Graphics& g, AuraContext& context, const AudioAsset& asset, juce::Rectangle<int> area,
                       juce::Colour body, const Palette& colours, bool lanePerChannel)
{
    const auto peaks = context.model.peaks(asset.assetId);
    const auto lanes = lanePerChannel && peaks && peaks->channels() == 2 ? 2 : 1;
    const auto laneHeight = static_cast<float>(area.getHeight()) / static_cast<float>(lanes);
    g.setColour(body.withAlpha(0.35f));
    for (auto lane = 0; lane < lanes; ++lane)
        drawHorizontalHairline(g, static_cast<float>(area.getY()) + laneHeight * (static_cast<float>(lane) + 0.5f),
                               static_cast<float>(area.getX()), static_cast<float>(area.getRight()));
    if (!peaks || peaks->length().isZero() || area.isEmpty())
        return;
    const auto scale = g.getInternalContext().getPhysicalPixelScaleFactor();
    const juce::Graphics::ScopedSaveState saved(g);
    if (scale != 1.0f)
        g.addTransform(juce::AffineTransform::scale(1 / scale));
    WaveformStretch stretch;
    stretch.area = (area.toFloat() * scale).toNearestInt();
    stretch.look = {asset.assetId,
                    false,
                    stretch.area.getHeight(),
                    lanes,
                    body.getARGB(),
                    colours.core(body).getARGB(),
                    colours.fault.getARGB(),
                    1,
                    {},
                    scale};
    stretch.framesPerPixel = static_cast<double>(peaks->length().value()) / stretch.area.getWidth();
    stretch.xOfLineStart = stretch.area.getX();
    context.waveforms.paint(g, stretch, peaks);
}

} // namespace loophole::aura
