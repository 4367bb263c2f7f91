#pragma once

#include "Aura/Look/Controls.h"
#include "Aura/Look/ValueField.h"
#include "Aura/Shell/AuraContext.h"
#include "Aura/Shell/AuraModel.h"
#include "Aura/Transport/PositionDisplay.h"

namespace loophole::aura
{

/** The bar at the top: transport buttons, position, tempo, loop, and what the device and the engine report. */
class TransportBar final : public juce::Component, private AuraModel::Listener
{
public:
    static constexpr int height = 48;

    explicit TransportBar(AuraContext&);
    ~TransportBar() override;

    /** Once a frame. */
    void frame();

    void paint(juce::Graphics&) override;
    void resized() override;

private:
    /** A small quiet heading above a value. */
    struct Field
    {
        juce::String heading;
        juce::String value;
        juce::Colour colour;
        int width = 0;
    };

    void sessionChanged() override;
    void statusChanged() override { repaint(); }
    [[nodiscard]] std::vector<Field> leftFields() const;
    [[nodiscard]] std::vector<Field> rightFields() const;
    void setUpFields();
    void setUpSpeed();
    void paintField(juce::Graphics&, const Field&, juce::Rectangle<int>) const;

    AuraContext& context;
    IconButton toStart, play, stop, loop;
    PositionDisplay position;
    ValueField tempo{"Tempo", "Tempo: click to type beats a minute", ValueField::Layout::stacked};
    ValueField metre{"Metre", "Beats in a bar: click to type", ValueField::Layout::stacked};
    ValueField speed{"Speed", "Varispeed, 0.1 to 8: click to type, double-click for 1.00", ValueField::Layout::stacked};
    ValueSlider speedSlider;
    TransportState shown;
};

} // namespace loophole::aura
