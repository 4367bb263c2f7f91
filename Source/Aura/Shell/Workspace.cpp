#include "Aura/Shell/Workspace.h"

#include "Aura/Browser/DraggedFiles.h"
#include "Aura/Preferences/Preferences.h"

namespace loophole::aura
{
namespace
{

constexpr int narrowestBrowser = 248;
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
    setOpaque(true);
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

bool Workspace::collectWaveforms()
{
    const auto drawn = waveforms.collect();
    for (const auto asset : drawn)
    {
        timeline.waveformChanged(asset);
        browser.waveformChanged(asset);
    }
    for (const auto& [asset, peaks] : waveforms.takeDamaged())
        model.rebuildPeaks(asset, peaks);
    return !drawn.empty();
}

void Workspace::frame()
{
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
    const auto room = timeline.laneArea() + timeline.getPosition();
    welcome.setBounds(room.withSizeKeepingCentre(std::min(room.getWidth() - 32, WelcomePanel::width),
                                                 std::min(room.getHeight(), welcome.wantedHeight())));
    welcome.setVisible(welcome.isDue());
}

void Workspace::demoChanged(bool isBusy, const std::filesystem::path& document)
{
    welcome.setBusy(isBusy);
    if (!document.empty())
        documents.open(document);
}

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
    for (const auto& file : filesForOthers(source.description))
        files.add(toText(file.string()));
    canMoveFiles = false;
    return !files.isEmpty();
}

} // namespace loophole::aura
