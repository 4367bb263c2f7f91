#include "Aura/Shell/Workspace.h"

#include "Aura/Preferences/Preferences.h"

namespace loophole::aura
{

bool Workspace::keyPressed(const juce::KeyPress& key)
{
    const auto command = keys.commandFor(key);
    if (!command || !isEnabled(*command))
        return false;
    perform(*command);
    return true;
}

void Workspace::perform(Command command)
{
    if (!documents.perform(command) && !mixes.perform(command) && !performTransport(command) && !performView(command))
        timeline.perform(command);
}

bool Workspace::performTransport(Command command)
{
    switch (command)
    {
    case Command::playStop:
        if (shuttle.speed() != 0)
            shuttle.stop();
        else
            playback.toggle();
        return true;
    case Command::stop:
        shuttle.release();
        playback.stop();
        return true;
    case Command::playSelection:
        shuttle.release();
        if (const auto frames = selectedFrames(model, timeline.timelineState()))
            playback.playOnce(*frames);
        return true;
    case Command::returnOnStop:
        playback.returnsOnStop = !playback.returnsOnStop;
        options.preferences.set("transport.returnOnStop", playback.returnsOnStop);
        return true;
    case Command::toStart:
        shuttle.release();
        model.seek(FramePosition(0));
        timeline.timelineState().show(timeline.timelineState().viewport.startingAt(0));
        return true;
    case Command::audition:
        browser.playOrStopPreview();
        return true;
    case Command::compareDecks:
        browser.swapPreviewDecks();
        return true;
    case Command::shuttleForward:
        shuttle.forward();
        return true;
    case Command::shuttleBack:
        shuttle.back();
        return true;
    case Command::toggleLoop:
        toggleLoop();
        return true;
    default:
        return false;
    }
}

void Workspace::toggleLoop()
{
    const auto& now = model.transport();
    auto range = now.loop;
    // Without a range of its own the loop is the whole session.
    if (range.isEmpty())
        range = FrameRange::between(FramePosition(0), timeline.timelineState().indexes.contentEnd());
    if (!range.isEmpty())
        model.send(SetTransportLoop{!now.isLooping, range});
}

bool Workspace::performView(Command command)
{
    switch (command)
    {
    case Command::toggleBrowser:
        showsBrowser = !showsBrowser;
        break;
    case Command::toggleMixer:
        toggleBottom(BottomPanel::Page::mixer);
        break;
    case Command::toggleDiagnostics:
        toggleBottom(BottomPanel::Page::diagnostics);
        break;
    case Command::toggleHistory:
        toggleBottom(BottomPanel::Page::history);
        break;
    case Command::toggleInspector:
        showsInspector = !showsInspector;
        break;
    case Command::toggleLight:
        options.toggleLight();
        return true;
    case Command::focusSearch:
        showsBrowser = true;
        resized();
        browser.focusSearch();
        return true;
    case Command::nextPanel:
        focusNextPanel();
        return true;
    case Command::nextControl:
        if (auto* focused = getCurrentlyFocusedComponent())
            focused->moveKeyboardFocusToSibling(true);
        return true;
    case Command::keyMap:
        keyMap.setVisible(!keyMap.isVisible());
        keyMap.toFront(false);
        return true;
    case Command::preferences:
        preferences.setVisible(!preferences.isVisible());
        preferences.toFront(false);
        return true;
    case Command::cancel:
        cancel();
        return true;
    default:
        return false;
    }
    resized();
    return true;
}

void Workspace::toggleBottom(BottomPanel::Page page)
{
    showsBottom = !showsBottom || bottom.page() != page;
    bottom.show(page);
}

void Workspace::cancel()
{
    if (preferences.isVisible())
        preferences.setVisible(false);
    else if (keyMap.isVisible())
        keyMap.setVisible(false);
    else if (!browser.cancelPreviewDrag() && !timeline.cancelDrag())
    {
        timeline.timelineState().selection.clear();
        timeline.timelineState().range.reset();
    }
    timeline.timelineState().changed();
}

void Workspace::focusNextPanel()
{
    const auto inTimeline = timeline.hasKeyboardFocus(true);
    if (inTimeline && showsBottom)
        bottom.moveKeyboardFocusToSibling(true);
    else if (!browser.hasKeyboardFocus(true) && browser.isVisible())
        browser.focusList();
    else
        timeline.focusLanes();
}

bool Workspace::isEnabled(Command command) const
{
    if (command == Command::undo)
        return !model.shownSession().undoName.empty();
    if (command == Command::redo)
        return !model.shownSession().redoName.empty();
    return mixes.isEnabled(command) && timeline.isEnabled(command);
}

bool Workspace::isTicked(Command command) const
{
    switch (command)
    {
    case Command::toggleBrowser:
        return showsBrowser;
    case Command::toggleMixer:
        return showsBottom && bottom.page() == BottomPanel::Page::mixer;
    case Command::toggleDiagnostics:
        return showsBottom && bottom.page() == BottomPanel::Page::diagnostics;
    case Command::toggleHistory:
        return showsBottom && bottom.page() == BottomPanel::Page::history;
    case Command::toggleInspector:
        return showsInspector;
    case Command::toggleLight:
        return options.isLight();
    case Command::toggleLoop:
        return model.transport().isLooping;
    case Command::returnOnStop:
        return playback.returnsOnStop;
    default:
        return timeline.isTicked(command);
    }
}

/** The first to the chosen track, the others to tracks of their own, all at one position; one step of undo. */

} // namespace loophole::aura
