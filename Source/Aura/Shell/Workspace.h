#pragma once

#include "Aura/Browser/BrowserPanel.h"
#include "Aura/Inspector/InspectorPanel.h"
#include "Aura/Mixer/MeterBank.h"
#include "Aura/Preferences/PreferencesPage.h"
#include "Aura/Shell/AuraContext.h"
#include "Aura/Shell/BottomPanel.h"
#include "Aura/Shell/DecisionBar.h"
#include "Aura/Shell/DocumentCommands.h"
#include "Aura/Shell/KeyMap.h"
#include "Aura/Shell/KeyMapPage.h"
#include "Aura/Shell/MenuModel.h"
#include "Aura/Shell/MixCommands.h"
#include "Aura/Shell/Splitter.h"
#include "Aura/Shell/WelcomePanel.h"
#include "Aura/Status/StatusLine.h"
#include "Aura/Timeline/TimelineView.h"
#include "Aura/Transport/Playback.h"
#include "Aura/Transport/Shuttle.h"
#include "Aura/Transport/TransportBar.h"
#include "Aura/Waveform/WaveformRenderer.h"

namespace loophole::aura
{

/** All panels of the window and where they lie; carries out every command (WorkspaceCommands.cpp). Message thread. */
class Workspace final : public juce::Component,
                        public CommandTarget,
                        public juce::DragAndDropContainer,
                        private AuraModel::Listener
{
public:
    struct Options
    {
        std::filesystem::path home;
        std::function<void()> quit;
        std::function<void()> toggleLight;
        std::function<bool()> isLight;
        Preferences& preferences;
        std::function<void()> makeDemo;
        MixCommands::Doing mixing;
    };

    Workspace(AuraModel&, Options);
    ~Workspace() override;

    /** After the model has received: takes in the pictures of waveforms that are drawn; whether there
        were any. Once a frame at least. */
    bool collectWaveforms();
    /** Once a frame, after that. */
    void frame();
    /** See WaveformRenderer. */
    [[nodiscard]] std::uint64_t waveformPaintings() const { return waveforms.paintings(); }
    [[nodiscard]] std::vector<AssetId> takeFirstPainted() { return waveforms.takeFirstPainted(); }
    /** The demo is being written, or is done: then `document` is opened. */
    void demoChanged(bool isBusy, const std::filesystem::path& document);
    void openDocument(const std::filesystem::path& document) { documents.open(document); }
    void browse(const std::filesystem::path& folder) { browser.openFolder(folder); }
    [[nodiscard]] const TimelineState& timelineState() { return timeline.timelineState(); }
    void focusTimeline() { timeline.focusLanes(); }

    /** Whether everything that can be seen has been drawn. */
    [[nodiscard]] bool isSettled() const;

    void perform(Command) override;
    [[nodiscard]] bool isEnabled(Command) const override;
    [[nodiscard]] bool isTicked(Command) const override;

    void paint(juce::Graphics&) override;
    void resized() override;
    bool keyPressed(const juce::KeyPress&) override;

private:
    /** A file that is another one now has other tiles, and one that is still measured better ones. */
    void peaksChanged(AssetId id) override { waveforms.renew(id, model.peaks(id)); }
    void sessionChanged() override { showWelcome(); }
    void decisionsChanged() override { showWelcome(); }
    void metersChanged() override { meters.report(model.meters(), model.now()); }
    [[nodiscard]] bool performTransport(Command);
    [[nodiscard]] bool performView(Command);
    void toggleBottom(BottomPanel::Page);
    void toggleLoop();
    [[nodiscard]] DecisionBar::Answers decisionAnswers();
    [[nodiscard]] WelcomePanel::Actions welcomeActions();
    void showWelcome();
    void addPlace(const std::filesystem::path& folder);
    void cancel();
    void placeAtPlayhead(const std::vector<std::filesystem::path>&);
    /** Files of the browser go to other programs by their paths; they stay where they are. */
    bool shouldDropFilesWhenDraggedExternally(const juce::DragAndDropTarget::SourceDetails&, juce::StringArray& files,
                                              bool& canMoveFiles) override;
    void focusNextPanel();
    void setUpSplitters();
    void recallLayout();
    void rememberLayout();

    static constexpr int menuHeight = 24;

    AuraModel& model;
    Options options;
    MeterBank meters;
    WaveformRenderer waveforms;
    KeyMap keys;
    AuraContext context;
    DocumentCommands documents;
    MixCommands mixes;
    Shuttle shuttle;
    Playback playback;
    MenuModel menuModel;
    juce::MenuBarComponent menuBar;
    TransportBar transport;
    DecisionBar decision;
    BrowserPanel browser;
    TimelineView timeline;
    InspectorPanel inspector;
    BottomPanel bottom;
    StatusLine status;
    Splitter browserSplitter{true};
    Splitter bottomSplitter{false};
    KeyMapPage keyMap;
    PreferencesPage preferences;
    WelcomePanel welcome;
    juce::TooltipWindow tooltips{this, 600};
    int browserWidth = 330;
    int bottomHeight = 220;
    bool showsBrowser = true;
    bool showsBottom = true;
    bool showsInspector = true;
};

} // namespace loophole::aura
