#include "Aura/Shell/Commands.h"

#include <algorithm>

namespace loophole::aura
{
namespace
{

using juce::KeyPress;
using juce::ModifierKeys;

Shortcut typed(char character)
{
    return {static_cast<juce::juce_wchar>(character), {}};
}
Shortcut key(int code, int modifiers = ModifierKeys::noModifiers)
{
    return {0, KeyPress(code, modifiers, 0)};
}
Shortcut ctrl(char letter)
{
    return key(letter, ModifierKeys::ctrlModifier);
}
Shortcut ctrlShift(char letter)
{
    return key(letter, ModifierKeys::ctrlModifier | ModifierKeys::shiftModifier);
}

std::vector<CommandEntry> documentCommands()
{
    return {
        {Command::newSession, Menu::file, "New session", {ctrl('N')}},
        {Command::openSession, Menu::file, "Open session\u2026", {ctrl('O')}},
        {Command::saveSession, Menu::file, "Save", {ctrl('S')}, true},
        {Command::saveSessionAs, Menu::file, "Save as\u2026", {ctrlShift('S')}},
        {Command::exportMix, Menu::file, "Export mix\u2026", {ctrlShift('E')}, true},
        {Command::exportLoop, Menu::file, "Export loop\u2026", {}},
        {Command::preferences, Menu::file, "Preferences\u2026", {ctrl(',')}, true},
        {Command::quit, Menu::file, "Quit", {ctrl('Q')}, true},
    };
}

std::vector<CommandEntry> editCommands()
{
    return {
        {Command::undo, Menu::edit, "Undo", {ctrl('Z')}},
        {Command::redo, Menu::edit, "Redo", {ctrlShift('Z'), ctrl('Y')}},
        {Command::cutClips, Menu::edit, "Cut", {ctrl('X')}, true},
        {Command::copyClips, Menu::edit, "Copy", {ctrl('C')}},
        {Command::pasteClips, Menu::edit, "Paste at playhead", {ctrl('V')}},
        {Command::duplicateClips, Menu::edit, "Duplicate", {ctrl('D')}},
        {Command::deleteClips, Menu::edit, "Delete", {key(KeyPress::deleteKey), key(KeyPress::backspaceKey)}},
        {Command::rippleDelete, Menu::edit, "Ripple delete", {key(KeyPress::deleteKey, ModifierKeys::shiftModifier)}},
        {Command::insertGap, Menu::edit, "Insert time in selected range", {ctrl('I')}},
        {Command::selectAll, Menu::edit, "Select all clips", {ctrl('A')}, true},
        {Command::selectPrevious, Menu::edit, "Select previous clip", {typed(',')}},
        {Command::selectNext, Menu::edit, "Select next clip", {typed('.')}},
        {Command::extendPrevious, Menu::edit, "Select previous clip too", {typed('<')}},
        {Command::extendNext, Menu::edit, "Select next clip too", {typed('>')}},
        {Command::addMarker, Menu::edit, "Marker at playhead", {key('M')}, true},
        {Command::previousMarker,
         Menu::edit,
         "To previous marker",
         {key(KeyPress::leftKey, ModifierKeys::ctrlModifier)}},
        {Command::nextMarker, Menu::edit, "To next marker", {key(KeyPress::rightKey, ModifierKeys::ctrlModifier)}},
    };
}

std::vector<CommandEntry> clipCommands()
{
    constexpr auto shift = ModifierKeys::shiftModifier;
    constexpr auto alt = ModifierKeys::altModifier;
    return {
        {Command::splitClips, Menu::clip, "Split at playhead", {key('S')}},
        {Command::trimStart, Menu::clip, "Trim start to playhead", {key('Q')}},
        {Command::trimEnd, Menu::clip, "Trim end to playhead", {key('W')}},
        {Command::joinClips, Menu::clip, "Join", {ctrl('J')}},
        {Command::fadeInHere, Menu::clip, "Fade in to playhead", {key('Q', shift)}, true},
        {Command::fadeOutHere, Menu::clip, "Fade out from playhead", {key('W', shift)}},
        {Command::crossfadeClips, Menu::clip, "Crossfade", {key('C')}},
        {Command::gainUp, Menu::clip, "1 dB louder", {key('G')}, true},
        {Command::gainDown, Menu::clip, "1 dB softer", {key('G', shift)}},
        {Command::resetGain, Menu::clip, "Gain to 0 dB", {ctrl('G')}},
        {Command::reverseClips, Menu::clip, "Reverse", {key('R')}, true},
        {Command::loopClips, Menu::clip, "Loop clip", {key('L', shift)}},
        {Command::muteClips, Menu::clip, "Mute clip", {ctrl('M')}},
        {Command::renameClips, Menu::clip, "Rename clip", {key(KeyPress::F2Key)}},
        {Command::nudgeLeft, Menu::clip, "Nudge left by the grid", {key(KeyPress::leftKey)}, true},
        {Command::nudgeRight, Menu::clip, "Nudge right by the grid", {key(KeyPress::rightKey)}},
        {Command::nudgeLeftMs, Menu::clip, "Nudge left by 1 ms", {key(KeyPress::leftKey, shift)}},
        {Command::nudgeRightMs, Menu::clip, "Nudge right by 1 ms", {key(KeyPress::rightKey, shift)}},
        {Command::nudgeLeftFrame, Menu::clip, "Nudge left by 1 frame", {key(KeyPress::leftKey, alt)}},
        {Command::nudgeRightFrame, Menu::clip, "Nudge right by 1 frame", {key(KeyPress::rightKey, alt)}},
        {Command::moveUp, Menu::clip, "Move to track above", {key(KeyPress::upKey, alt)}},
        {Command::moveDown, Menu::clip, "Move to track below", {key(KeyPress::downKey, alt)}},
    };
}

std::vector<CommandEntry> trackCommands()
{
    constexpr auto ctrlAndShift = ModifierKeys::ctrlModifier | ModifierKeys::shiftModifier;
    return {
        {Command::addTrack, Menu::track, "Add track", {ctrl('T')}},
        {Command::renameTrack, Menu::track, "Rename track", {key(KeyPress::F2Key, ModifierKeys::shiftModifier)}},
        {Command::removeTrack, Menu::track, "Remove track", {key(KeyPress::deleteKey, ModifierKeys::ctrlModifier)}},
        {Command::muteTrack, Menu::track, "Mute track", {key('M', ModifierKeys::shiftModifier)}, true},
        {Command::soloTrack, Menu::track, "Solo track", {key('S', ModifierKeys::shiftModifier)}},
        {Command::moveTrackUp, Menu::track, "Move track up", {key(KeyPress::upKey, ctrlAndShift)}, true},
        {Command::moveTrackDown, Menu::track, "Move track down", {key(KeyPress::downKey, ctrlAndShift)}},
        {Command::trackHigher, Menu::track, "Track higher", {key(KeyPress::upKey, ModifierKeys::ctrlModifier)}},
        {Command::trackLower, Menu::track, "Track lower", {key(KeyPress::downKey, ModifierKeys::ctrlModifier)}},
    };
}

std::vector<CommandEntry> viewCommands()
{
    return {
        {Command::zoomIn, Menu::view, "Zoom in", {typed('+'), typed('='), key(KeyPress::numberPadAdd)}},
        {Command::zoomOut, Menu::view, "Zoom out", {typed('-'), key(KeyPress::numberPadSubtract)}},
        {Command::zoomToSelection, Menu::view, "Zoom to selection", {key('Z')}},
        {Command::zoomToAll, Menu::view, "Zoom to whole session", {key('Z', ModifierKeys::shiftModifier)}},
        {Command::followPlayhead, Menu::view, "Follow playhead", {key('F')}, true},
        {Command::toggleSnap, Menu::view, "Snap to grid and clips", {key('N')}},
        {Command::toggleTimeBase, Menu::view, "Ruler in bars and beats", {key('T')}},
        {Command::toggleBrowser, Menu::view, "Browser", {key('B')}, true},
        {Command::toggleMixer, Menu::view, "Mixer", {key('X')}},
        {Command::toggleDiagnostics, Menu::view, "Diagnostics", {key('D')}},
        {Command::toggleHistory, Menu::view, "History", {key('H')}},
        {Command::toggleInspector, Menu::view, "Inspector", {key('I')}},
        {Command::toggleLight, Menu::view, "Light window", {}},
        {Command::focusSearch, Menu::view, "Search in the browser", {ctrl('F'), typed('/')}, true},
        {Command::selectUp, Menu::none, "Track above", {key(KeyPress::upKey)}},
        {Command::selectDown, Menu::none, "Track below", {key(KeyPress::downKey)}},
        {Command::nextPanel, Menu::none, "Next panel", {key(KeyPress::tabKey)}},
        {Command::nextControl, Menu::none, "Next control", {key(KeyPress::tabKey, ModifierKeys::ctrlModifier)}},
    };
}

std::vector<CommandEntry> transportCommands()
{
    return {
        {Command::playStop, Menu::transport, "Play or stop", {key(KeyPress::spaceKey)}},
        {Command::toStart, Menu::transport, "Return to start", {key(KeyPress::homeKey), key(KeyPress::returnKey)}},
        {Command::shuttleBack, Menu::transport, "Shuttle back", {key('J')}, true},
        {Command::stop, Menu::transport, "Stop", {key('K')}},
        {Command::shuttleForward, Menu::transport, "Shuttle forward", {key('L')}},
        {Command::toggleLoop, Menu::transport, "Loop", {ctrl('L')}, true},
        {Command::loopStartHere, Menu::transport, "Loop starts at playhead", {typed('[')}},
        {Command::loopEndHere, Menu::transport, "Loop ends at playhead", {typed(']')}},
        {Command::loopSelection, Menu::transport, "Loop the selection", {ctrlShift('L')}},
        {Command::playSelection,
         Menu::transport,
         "Play the selection",
         {key(KeyPress::spaceKey, ModifierKeys::shiftModifier)},
         true},
        {Command::returnOnStop, Menu::transport, "Return to where it started on stop", {}},
        {Command::toggleScrubTool, Menu::transport, "Scrub over clips", {key('Y')}},
        {Command::keyMap, Menu::help, "Keyboard shortcuts", {typed('?'), key(KeyPress::F1Key)}},
        {Command::giveUpMix, Menu::none, "Give up the mix", {}},
        {Command::cancel, Menu::none, "Take back the drag, close", {key(KeyPress::escapeKey)}},
    };
}

std::vector<CommandEntry> auditionCommands()
{
    return {
        {Command::audition,
         Menu::transport,
         "Audition the chosen file",
         {key(KeyPress::spaceKey, ModifierKeys::ctrlModifier)},
         true},
        {Command::compareDecks, Menu::transport, "Hear the other deck", {ctrl('B')}},
    };
}

} // namespace

bool Shortcut::matches(const juce::KeyPress& pressed) const
{
    const auto modifiers = pressed.getModifiers();
    if (typed != 0)
        return pressed.getTextCharacter() == typed && !modifiers.isCtrlDown() && !modifiers.isAltDown();
    const auto wanted = key.getModifiers();
    const auto isSameKey = juce::CharacterFunctions::toLowerCase(static_cast<juce::juce_wchar>(pressed.getKeyCode())) ==
                           juce::CharacterFunctions::toLowerCase(static_cast<juce::juce_wchar>(key.getKeyCode()));
    return isSameKey && wanted.isCtrlDown() == modifiers.isCtrlDown() &&
           wanted.isShiftDown() == modifiers.isShiftDown() && wanted.isAltDown() == modifiers.isAltDown();
}

juce::String Shortcut::text() const
{
    if (typed == '-')
        return juce::String::charToString(0x2212);
    if (typed != 0)
        return juce::String::charToString(typed);
    juce::String text;
    const auto modifiers = key.getModifiers();
    text << (modifiers.isCtrlDown() ? "Ctrl+" : "") << (modifiers.isAltDown() ? "Alt+" : "")
         << (modifiers.isShiftDown() ? "Shift+" : "");
    const auto plain = KeyPress(key.getKeyCode()).getTextDescription();
    if (plain == "spacebar")
        return text + "Space";
    if (plain == "return")
        return text + "Enter";
    if (plain.startsWith("cursor"))
        return text + juce::String::charToString(plain.endsWith("left")    ? 0x2190
                                                 : plain.endsWith("right") ? 0x2192
                                                 : plain.endsWith("up")    ? 0x2191
                                                                           : 0x2193);
    return text + plain.substring(0, 1).toUpperCase() + plain.substring(1);
}

const std::vector<CommandEntry>& commandTable()
{
    static const auto table = []
    {
        std::vector<CommandEntry> all;
        for (auto part : {documentCommands(), editCommands(), clipCommands(), trackCommands(), viewCommands(),
                          transportCommands(), auditionCommands()})
            all.insert(all.end(), part.begin(), part.end());
        return all;
    }();
    return table;
}

const CommandEntry& entryOf(Command command)
{
    const auto& table = commandTable();
    return *std::find_if(table.begin(), table.end(), [command](const auto& entry) { return entry.command == command; });
}

} // namespace loophole::aura
