#pragma once

#include <juce_gui_basics/juce_gui_basics.h>

#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace loophole::aura
{

/** Everything that a menu, a key or a button can ask for. */
enum class Command
{
    newSession,
    openSession,
    saveSession,
    saveSessionAs,
    quit,
    undo,
    redo,
    splitClips,
    duplicateClips,
    deleteClips,
    rippleDelete,
    cutClips,
    copyClips,
    pasteClips,
    selectAll,
    selectPrevious,
    selectNext,
    extendPrevious,
    extendNext,
    insertGap,
    trimStart,
    trimEnd,
    fadeInHere,
    fadeOutHere,
    crossfadeClips,
    joinClips,
    gainUp,
    gainDown,
    resetGain,
    reverseClips,
    loopClips,
    muteClips,
    renameClips,
    nudgeLeft,
    nudgeRight,
    nudgeLeftMs,
    nudgeRightMs,
    nudgeLeftFrame,
    nudgeRightFrame,
    moveUp,
    moveDown,
    addTrack,
    renameTrack,
    removeTrack,
    muteTrack,
    soloTrack,
    moveTrackUp,
    moveTrackDown,
    trackHigher,
    trackLower,
    addMarker,
    previousMarker,
    nextMarker,
    playStop,
    stop,
    toStart,
    shuttleBack,
    shuttleForward,
    toggleLoop,
    loopStartHere,
    loopEndHere,
    loopSelection,
    playSelection,
    returnOnStop,
    toggleScrubTool,
    zoomIn,
    zoomOut,
    zoomToSelection,
    zoomToAll,
    followPlayhead,
    toggleSnap,
    toggleTimeBase,
    selectUp,
    selectDown,
    toggleBrowser,
    toggleMixer,
    toggleDiagnostics,
    toggleHistory,
    toggleInspector,
    toggleLight,
    focusSearch,
    audition,
    compareDecks,
    nextPanel,
    nextControl,
    keyMap,
    preferences,
    exportMix,
    exportLoop,
    giveUpMix,
    cancel
};

/** A key as it is pressed: a character that is typed, or a key code with its modifiers. */
struct Shortcut
{
    juce::juce_wchar typed = 0; ///< for signs whose place differs between keyboards
    juce::KeyPress key;

    [[nodiscard]] bool matches(const juce::KeyPress&) const;
    /** "Ctrl+Shift+Z" */
    [[nodiscard]] juce::String text() const;
};

enum class Menu
{
    file,
    edit,
    clip,
    track,
    view,
    transport,
    help,
    none
};

struct CommandEntry
{
    Command command;
    Menu menu;
    const char* name;
    std::vector<Shortcut> shortcuts; ///< the first one is shown
    bool startsGroup = false;        ///< a line above it in its menu
};

/** All commands in the order of the menus. */
[[nodiscard]] const std::vector<CommandEntry>& commandTable();
[[nodiscard]] const CommandEntry& entryOf(Command);

/** Who carries commands out. */
class CommandTarget
{
public:
    virtual ~CommandTarget() = default;
    virtual void perform(Command) = 0;
    [[nodiscard]] virtual bool isEnabled(Command) const { return true; }
    [[nodiscard]] virtual bool isTicked(Command) const { return false; }
};

} // namespace loophole::aura
