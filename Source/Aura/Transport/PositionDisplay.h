#pragma once

#include "Aura/Look/Look.h"
#include "Aura/Shell/AuraContext.h"
#include "Aura/Timeline/Snapping.h"

#include <memory>

namespace loophole::aura
{

/** The position in running figures: a click goes on from time to bars to frames, a double click takes a position that
    is typed. Message thread. */
class PositionDisplay final : public juce::Button
{
public:
    explicit PositionDisplay(AuraContext&);
    ~PositionDisplay() override;

    void frame();
    void edit();

    void mouseDoubleClick(const juce::MouseEvent&) override { edit(); }

private:
    void paintButton(juce::Graphics&, bool over, bool down) override;
    void clicked() override;
    void resized() override;
    [[nodiscard]] juce::String textOf(TimeBase) const;
    void take();
    void close();

    AuraContext& context;
    TimeBase large = TimeBase::clock;
    TimeBase beforeClicks = TimeBase::clock; ///< the two clicks of a double click change nothing
    juce::String shownText;
    std::unique_ptr<juce::TextEditor> editor;
};

} // namespace loophole::aura
