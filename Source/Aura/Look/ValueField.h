#pragma once

#include "Aura/Look/Look.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace loophole::aura
{

/** A quiet heading above a value that can be typed: a click or Enter opens it, Return takes what was typed, Escape
    leaves it. What cannot be taken stays open with the reason in place of the heading. */
class ValueField final : public juce::Component, public juce::SettableTooltipClient
{
public:
    enum class Layout
    {
        stacked, ///< the heading above
        row      ///< the heading to the left
    };

    ValueField(const juce::String& heading, const juce::String& tooltip, Layout);

    /** What Return takes: the reason why not, or nothing. A field without it only shows its value. */
    std::function<std::optional<std::string>(const std::string&)> onTyped;
    /** A field that is switched or chosen rather than typed. */
    std::function<void()> onPress;
    /** A double click resets the value, where there is something to reset to. */
    std::function<void()> onReset;

    /** A value that came from elsewhere; waits while the user types. */
    void show(const juce::String&);
    void setColour(std::optional<juce::Colour>);
    [[nodiscard]] const juce::String& value() const { return shown; }
    void edit();

    void paint(juce::Graphics&) override;
    void resized() override;
    void mouseUp(const juce::MouseEvent&) override;
    void mouseDoubleClick(const juce::MouseEvent&) override;
    bool keyPressed(const juce::KeyPress&) override;
    void focusGained(FocusChangeType) override { repaint(); }
    void focusLost(FocusChangeType) override { repaint(); }
    void mouseEnter(const juce::MouseEvent&) override { repaint(); }
    void mouseExit(const juce::MouseEvent&) override { repaint(); }

private:
    [[nodiscard]] juce::Rectangle<int> headingArea() const;
    [[nodiscard]] juce::Rectangle<int> valueArea() const;
    void take();
    void close();

    juce::String heading;
    juce::String shown;
    juce::String refusal;
    Layout layout;
    std::optional<juce::Colour> colour;
    std::unique_ptr<juce::TextEditor> editor;
};

} // namespace loophole::aura
