#pragma once

#include "Aura/Look/Controls.h"
#include "Aura/Shell/AuraContext.h"
#include "Aura/Shell/AuraModel.h"
#include "Aura/Timeline/Snapping.h"

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
    /** The position in running figures; a click changes between time and bars. */
    class PositionDisplay final : public juce::Button
    {
    public:
        explicit PositionDisplay(AuraContext&);
        void frame();

    private:
        void paintButton(juce::Graphics&, bool over, bool down) override;
        void clicked() override;
        [[nodiscard]] juce::String textOf(TimeBase) const;

        AuraContext& context;
        TimeBase large = TimeBase::clock;
        juce::String shownText;
    };

    /** A small quiet heading above a value. */
    struct Field
    {
        juce::String heading;
        juce::String value;
        juce::Colour colour;
        int width = 0;
    };

    void sessionChanged() override { repaint(); }
    void statusChanged() override { repaint(); }
    [[nodiscard]] std::vector<Field> leftFields() const;
    [[nodiscard]] std::vector<Field> rightFields() const;
    void paintField(juce::Graphics&, const Field&, juce::Rectangle<int>) const;

    AuraContext& context;
    IconButton toStart, play, stop, loop;
    PositionDisplay position;
    TransportState shown;
};

} // namespace loophole::aura
