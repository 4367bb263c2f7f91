#include "Aura/Browser/PitchControl.h"

#include "Aura/PanelFixture.h"

using namespace loophole;
using namespace loophole::aura;

namespace
{

struct Pitch : PanelFixture
{
    Pitch() { control.setSize(56, 28); }

    void press(int key, juce::ModifierKeys modifiers = {}, juce::juce_wchar character = 0)
    {
        static_cast<void>(control.keyPressed(juce::KeyPress(key, modifiers, character)));
    }
    [[nodiscard]] juce::TextEditor* editor()
    {
        return dynamic_cast<juce::TextEditor*>(control.getChildComponent(control.getNumChildComponents() - 1));
    }
    void type(const juce::String& text)
    {
        press(juce::KeyPress::returnKey);
        REQUIRE(editor() != nullptr);
        editor()->setText(text, false);
        editor()->onReturnKey();
    }

    PitchControl control{"Pitch"};
};

const juce::ModifierKeys shift(juce::ModifierKeys::shiftModifier);

} // namespace

TEST_CASE("arrow keys move the pitch by semitones and with Shift by tenths, no farther than an octave")
{
    Pitch pitch;
    pitch.press(juce::KeyPress::upKey);
    pitch.press(juce::KeyPress::rightKey);
    CHECK(pitch.control.getValue() == 2);
    pitch.press(juce::KeyPress::downKey, shift);
    CHECK(pitch.control.getValue() == Approx(1.9));
    for (int i = 0; i < 20; ++i)
        pitch.press(juce::KeyPress::leftKey);
    CHECK(pitch.control.getValue() == -12);
    pitch.press(juce::KeyPress::deleteKey);
    CHECK(pitch.control.getValue() == 0);
}

TEST_CASE("a drag is one of whole semitones, and a key that is none of its own is left to others")
{
    Pitch pitch;
    CHECK(pitch.control.snapValue(2.6, juce::Slider::absoluteDrag) == 3);
    CHECK(pitch.control.snapValue(2.6, juce::Slider::notDragging) == 2.6);
    CHECK_FALSE(pitch.control.keyPressed(juce::KeyPress(juce::KeyPress::spaceKey)));
    CHECK_FALSE(pitch.control.keyPressed(juce::KeyPress(juce::KeyPress::upKey, juce::ModifierKeys::ctrlModifier, 0)));
}

TEST_CASE("a pitch is typed, and one that is none stays open with the reason")
{
    Pitch pitch;
    double told = 0;
    pitch.control.onValueChange = [&] { told = pitch.control.getValue(); };
    pitch.type("-3.5");
    CHECK(told == -3.5);
    CHECK(pitch.editor() == nullptr);
    pitch.type("13");
    CHECK(told == -3.5);
    REQUIRE(pitch.editor() != nullptr);
    CHECK(pitch.editor()->getTooltip().contains("semitones"));
    pitch.editor()->onEscapeKey();
    CHECK(pitch.editor() == nullptr);
    CHECK(pitch.control.getTextFromValue(-3.5) == juce::String::fromUTF8("\u22123.5 st"));
}

TEST_CASE("no text of a pitch is wider than the control")
{
    Pitch pitch;
    for (const auto* text : {"+12 st", "\u221211.75 st"})
        CHECK(pitch.look.label().getStringWidthFloat(juce::String::fromUTF8(text)) <= 56);
}
