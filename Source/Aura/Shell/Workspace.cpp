#include "Aura/Shell/Workspace.h"

#include "Aura/Browser/DraggedFiles.h"
#include "Aura/Preferences/Preferences.h"

namespace loophole::aura
{
namespace
{

constexpr int narrowestBrowser = 220;
constexpr int narrowestTimeline = 420;
constexpr int narrowestWithInspector = 1024;
constexpr int lowestBottom = 140;
constexpr int lowestTimeline = 160;

} // namespace

Workspace::Workspace(AuraModel& model, Options given)
    : model(model),
      options(std::move(given)),
      waveforms(model.thread, model.samples()),
      keys(options.preferences),
      context{model, waveforms, meters, *this, options.preferences, keys},
      documents(model, *this, options.quit),
      mixes(model, options.preferences, *this, options.mixing),
      shuttle(model),
      playback(model),
      menuModel(model, *this, keys, RecentSessions(options.preferences),
                [this](const std::filesystem::path& document) { documents.open(document); }),
      menuBar(&menuModel),
      transport(context),
      decision(context, decisionAnswers()),
      browser(context, options.home),
      timeline(context),
      inspector(context, timeline.timelineState()),
      bottom(context),
      status(context),
      keyMap(keys),
      preferences(context),
      welcome(context, welcomeActions())
{
    setTitle("Loophole");
    setWantsKeyboardFocus(true);
    setUpSplitters();
    for (auto* child : std::initializer_list<juce::Component*>{&menuBar, &transport, &browser, &browserSplitter,
                                                               &timeline, &bottomSplitter, &bottom, &status})
        addAndMakeVisible(child);
    addChildComponent(inspector);
    addChildComponent(decision);
    addChildComponent(welcome);
    addChildComponent(keyMap);
    addChildComponent(preferences);
    browser.onPlace = [this](const auto& files) { placeAtPlayhead(files); };
    model.add(*this);
    browser.openFolder(options.home);
    recallLayout();
    playback.returnsOnStop = options.preferences.flag("transport.returnOnStop", false);
}

Workspace::~Workspace()
{
    model.remove(*this);
}

void Workspace::setUpSplitters()
{
    browserSplitter.sizeNow = [this] { return browser.getWidth(); };
    browserSplitter.resizeTo = [this](int width)
    {
        browserWidth = std::max(narrowestBrowser, width);
        resized();
    };
    bottomSplitter.direction = -1;
    bottomSplitter.sizeNow = [this] { return bottom.getHeight(); };
    bottomSplitter.resizeTo = [this](int height)
    {
        bottomHeight = std::max(lowestBottom, height);
        resized();
    };
}

void Workspace::recallLayout()
{
    const auto& remembered = options.preferences;
    browserWidth = std::max(narrowestBrowser, remembered.integer("layout.browser.width", browserWidth));
    bottomHeight = std::max(lowestBottom, remembered.integer("layout.bottom.height", bottomHeight));
    showsBrowser = remembered.flag("layout.browser", showsBrowser);
    showsBottom = remembered.flag("layout.bottom", showsBottom);
    showsInspector = remembered.flag("layout.inspector", showsInspector);
    bottom.show(static_cast<BottomPanel::Page>(
        std::clamp(remembered.integer("layout.bottom.page", 0), 0, static_cast<int>(BottomPanel::Page::last))));
}

void Workspace::rememberLayout()
{
    auto& remembered = options.preferences;
    remembered.set("layout.browser.width", browserWidth);
    remembered.set("layout.bottom.height", bottomHeight);
    remembered.set("layout.browser", showsBrowser);
    remembered.set("layout.bottom", showsBottom);
    remembered.set("layout.inspector", showsInspector);
    remembered.set("layout.bottom.page", static_cast<int>(bottom.page()));
}

DecisionBar::Answers Workspace::decisionAnswers()
{
    return {[this](const RecoverableSession& session) { documents.recover(session.recovery); },
            [this] { documents.perform(Command::saveSessionAs); },
            [this] { documents.open(model.shownSession().document); }, [this] { status.showMissing(); },
            [this] { resized(); }};
}

void Workspace::frame()
{
    if (waveforms.collect())
    {
        timeline.waveformsChanged();
        browser.waveformsChanged();
    }
    for (const auto& [asset, peaks] : waveforms.takeDamaged())
        model.rebuildPeaks(asset, peaks);
    shuttle.frame();
    playback.frame();
    transport.frame();
    timeline.frame();
    inspector.frame();
    browser.frame();
    status.frame();
    if (showsBottom)
        bottom.frame();
}

bool Workspace::isSettled() const
{
    return waveforms.pending() == 0 && model.pending() == 0 && browser.isSettled();
}

void Workspace::paint(juce::Graphics& g)
{
    g.fillAll(Look::of(*this).colours().window);
}

void Workspace::resized()
{
    auto area = getLocalBounds();
    keyMap.setBounds(area);
    preferences.setBounds(area);
    menuBar.setBounds(area.removeFromTop(menuHeight));
    transport.setBounds(area.removeFromTop(TransportBar::height));
    status.setBounds(area.removeFromBottom(StatusLine::height));
    decision.setVisible(decision.asks());
    if (decision.asks())
        decision.setBounds(area.removeFromTop(DecisionBar::height));

    for (auto* child : std::initializer_list<juce::Component*>{&bottom, &bottomSplitter})
        child->setVisible(showsBottom);
    if (showsBottom)
    {
        const auto most = std::max(lowestBottom, area.getHeight() - lowestTimeline);
        bottom.setBounds(area.removeFromBottom(std::min(bottomHeight, most)));
        bottomSplitter.setBounds(area.removeFromBottom(Splitter::thickness));
    }
    const auto fits = area.getWidth() >= narrowestBrowser + narrowestTimeline;
    for (auto* child : std::initializer_list<juce::Component*>{&browser, &browserSplitter})
        child->setVisible(showsBrowser && fits);
    if (showsBrowser && fits)
    {
        browser.setBounds(area.removeFromLeft(std::min(browserWidth, area.getWidth() - narrowestTimeline)));
        browserSplitter.setBounds(area.removeFromLeft(Splitter::thickness));
    }
    // It is the first to fold where there is little room.
    inspector.setVisible(showsInspector && getWidth() >= narrowestWithInspector &&
                         area.getWidth() >= narrowestTimeline + InspectorPanel::preferredWidth);
    if (inspector.isVisible())
        inspector.setBounds(area.removeFromRight(InspectorPanel::preferredWidth));
    timeline.setBounds(area);
    showWelcome();
    rememberLayout();
}

WelcomePanel::Actions Workspace::welcomeActions()
{
    return {[this](const std::filesystem::path& document) { documents.open(document); }, options.makeDemo,
            [this](const std::filesystem::path& folder) { addPlace(folder); }};
}

void Workspace::addPlace(const std::filesystem::path& folder)
{
    model.send(ScanLibrary{{folder}});
    showsBrowser = true;
    resized();
    browser.openFolder(folder);
}

void Workspace::showWelcome()
{
    const auto room = timeline.getBounds();
    welcome.setBounds(room.withSizeKeepingCentre(std::min(room.getWidth() - 32, WelcomePanel::width),
                                                 std::min(room.getHeight(), WelcomePanel::height)));
    welcome.setVisible(welcome.isDue());
}

void Workspace::demoChanged(bool isBusy, const std::filesystem::path& document)
{
    welcome.setBusy(isBusy);
    if (!document.empty())
        documents.open(document);
}

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
    else if (!timeline.cancelDrag())
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
void Workspace::placeAtPlayhead(const std::vector<std::filesystem::path>& files)
{
    const auto position = model.playhead();
    auto track = timeline.timelineState().track;
    model.send(BeginEditGroup{files.size() == 1 ? "Add clip" : "Add " + std::to_string(files.size()) + " clips"});
    for (const auto& file : files)
        model.send(AddClip{std::exchange(track, TrackId{}), file, position});
    model.send(EndEditGroup{});
}

bool Workspace::shouldDropFilesWhenDraggedExternally(const juce::DragAndDropTarget::SourceDetails& source,
                                                     juce::StringArray& files, bool& canMoveFiles)
{
    for (const auto& file : unpackFiles(source.description))
        files.add(toText(file.string()));
    canMoveFiles = false;
    return !files.isEmpty();
}

} // namespace loophole::aura
