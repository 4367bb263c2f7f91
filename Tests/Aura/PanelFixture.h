#pragma once

#include "Aura/Look/Look.h"
#include "Aura/Mixer/MeterBank.h"
#include "Aura/ModelFixture.h"
#include "Aura/Preferences/Preferences.h"
#include "Aura/Shell/AuraContext.h"
#include "Aura/Shell/Commands.h"
#include "Aura/Shell/KeyMap.h"
#include "Aura/Waveform/WaveformRenderer.h"

namespace loophole::aura
{

/** What a panel works with, without a window around it. */
struct PanelFixture : ModelFixture
{
    PanelFixture() { juce::LookAndFeel::setDefaultLookAndFeel(&look); }
    ~PanelFixture() { juce::LookAndFeel::setDefaultLookAndFeel(nullptr); }

    /** What a frame of the window costs a component, in processor time. */
    static void paint(juce::Component& component)
    {
        const juce::Image image(juce::Image::RGB, component.getWidth(), component.getHeight(), false,
                                juce::SoftwareImageType());
        juce::Graphics g(image);
        component.paintEntireComponent(g, true);
    }

    struct Commands final : CommandTarget
    {
        void perform(Command) override {}
    };

    juce::ScopedJuceInitialiser_GUI juce;
    Look look{Palette::dark()};
    WaveformRenderer waveforms{message, model.samples()};
    MeterBank meters;
    Commands commands;
    Preferences preferences;
    KeyMap keys{preferences};
    AuraContext context{model, waveforms, meters, commands, preferences, keys};
};

} // namespace loophole::aura
