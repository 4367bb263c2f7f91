#pragma once

#include "Aura/Waveform/WaveformRenderer.h"

namespace loophole::aura
{

/**
    Paints a stretch as its fades shape it, in frames along its line. Where a fade reigns it shows tiles that belong to
    that fade alone, elsewhere those that all clips of the file share. On the message thread.
*/
void paintFaded(WaveformRenderer&, juce::Graphics&, const WaveformStretch&, const std::shared_ptr<const PeakCache>&,
                const std::array<WaveformFade, 2>&);

} // namespace loophole::aura
