#pragma once

#include <juce_gui_basics/juce_gui_basics.h>

#include <memory>

namespace loophole::aura
{

/**
    Semitones as a number: a drag up or down or an arrow key moves it by whole ones, with Shift by tenths; a click,
    Return or a digit types it, a double click or Delete is none. On the message thread.
*/
class PitchControl final : public juce::Slider
{
public:
    explicit PitchControl(const juce::String& name);
    ~PitchControl() override;

    bool keyPressed(const juce::KeyPress&) override;
    void mouseDown(const juce::MouseEvent&) override;
    void mouseDrag(const juce::MouseEvent&) override;
    void mouseUp(const juce::MouseEvent&) override;
    void mouseDoubleClick(const juce::MouseEvent&) override;
    void paint(juce::Graphics&) override;
    void resized() override;
    double snapValue(double attempted, DragMode) override;
    juce::String getTextFromValue(double) override;
    void mouseWheelMove(const juce::MouseEvent&, const juce::MouseWheelDetails&) override;
    void mouseEnter(const juce::MouseEvent&) override;
    void mouseExit(const juce::MouseEvent&) override { repaint(); }
    void focusGained(FocusChangeType) override { repaint(); }
    void focusLost(FocusChangeType) override { repaint(); }

private:
    void edit(const juce::String& text);
    void take();
    void close();

    std::unique_ptr<juce::TextEditor> editor;
};

} // namespace loophole::aura
