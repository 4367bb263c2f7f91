#include "Aura/Shell/Aura.h"

#include "Aura/Diagnostics/WindowReport.h"
#include "Aura/Preferences/PreferenceNames.h"
#include "Aura/Preferences/Preferences.h"
#include "Aura/Shell/DisplayEvents.h"
#include "Aura/Shell/FrameTurns.h"
#include "Aura/Shell/MainWindow.h"
#include "Aura/Shell/Snapshot.h"

namespace loophole::aura
{
namespace
{

/** Frames without anything pending before a picture is taken: an answer may ask for something more. */
constexpr int calmFrames = 6;
/** What is lost of the window's state by a crash, and no more often is a file written while a hand drags a splitter. */
constexpr Instant saveInterval = std::chrono::seconds(2);
constexpr Instant reportInterval = std::chrono::milliseconds(100);

} // namespace

class Aura::Running final : private juce::Timer, private AuraModel::Listener
{
public:
    Running(Queues& queues, MessageThread& thread, AuraOptions given)
        : options(std::move(given)),
          preferences(options.preferences),
          model(queues, thread, clock),
          isLight(options.isLight.value_or(preferences.text(preference::theme) == "light")),
          look(paletteOf(isLight)),
          workspace((juce::LookAndFeel::setDefaultLookAndFeel(look.get()), model), workspaceOptions())
    {
        workspace.setSize(MainWindow::defaultWidth, MainWindow::defaultHeight);
        model.startedWith(options.device);
        model.add(*this);
        turnEvery(FrameTurns::frameTime);
        if (options.report)
            beat.startTimer(
                static_cast<int>(std::chrono::duration_cast<std::chrono::milliseconds>(StallProbe::beat).count()));
    }
    ~Running() override
    {
        stopTimer();
        beat.stopTimer();
        model.remove(*this);
        window.reset();
        savePreferences();
        juce::LookAndFeel::setDefaultLookAndFeel(nullptr);
    }

    void showWindow() { window = std::make_unique<MainWindow>(model, workspace, preferences); }
    void open(const std::filesystem::path& document) { workspace.openDocument(document); }
    void adopt(SessionPointer session) { model.adopt(std::move(session)); }
    void requestQuit() { workspace.perform(Command::quit); }

    void takeSnapshot(SnapshotOptions wanted, std::function<void(Outcome<void>)> whenDone)
    {
        workspace.setSize(wanted.width, wanted.height);
        snapshot = std::move(wanted);
        snapshotDone = std::move(whenDone);
        deadline = clock.now() + snapshot->patience;
        calm = 0;
    }

private:
    static std::unique_ptr<Look> paletteOf(bool isLight)
    {
        return std::make_unique<Look>(isLight ? Palette::light() : Palette::dark());
    }
    Workspace::Options workspaceOptions()
    {
        return {options.home,
                options.quit,
                [this] { toggleLight(); },
                [this] { return isLight; },
                preferences,
                options.makeDemo ? std::function<void()>([this] { makeDemo(); }) : nullptr,
                {options.exportMix, options.giveUpMix}};
    }

    void makeDemo()
    {
        workspace.demoChanged(true, {});
        options.makeDemo(
            [this](const Outcome<std::filesystem::path>& made)
            {
                workspace.demoChanged(false, made ? made.value() : std::filesystem::path());
                if (!made)
                    model.note({Notice::Kind::fault, made.failure().message()});
            });
    }

    void toggleLight()
    {
        isLight = !isLight;
        preferences.set(preference::theme, isLight ? "light" : "dark");
        auto next = paletteOf(isLight);
        juce::LookAndFeel::setDefaultLookAndFeel(next.get());
        look = std::move(next);
        workspace.sendLookAndFeelChange();
        if (window)
            window->sendLookAndFeelChange();
    }

    void peaksChanged(AssetId) override { hasNews = true; }
    void peaksWanted(AssetId asset) override
    {
        pictures.asked(asset, clock.now());
        turns.hurry(clock.now());
        turnEvery(FrameTurns::quickTime);
    }

    void turnEvery(Instant interval)
    {
        const auto milliseconds =
            static_cast<int>(std::chrono::duration_cast<std::chrono::milliseconds>(interval).count());
        if (getTimerInterval() != milliseconds || !isTimerRunning())
            startTimer(milliseconds);
    }

    void timerCallback() override
    {
        model.receive();
        if (workspace.collectWaveforms())
            hasNews = true;
        if (turns.takeFrame(clock.now()))
            frame();
        paintAtOnce();
        pictures.shown(workspace.takeFirstPainted(), clock.now());
        turnEvery(turns.interval(clock.now()));
    }

    void frame()
    {
        workspace.frame();
        if (snapshot)
            advanceSnapshot();
        if (clock.now() >= nextSave)
            savePreferences();
        if (options.report && clock.now() >= nextReport)
            report();
    }

    /** While the display is still busy with the last picture none is painted; then it is tried in the next turn. */
    void paintAtOnce()
    {
        const auto from = clock.now();
        if (!hasNews || window == nullptr || window->getPeer() == nullptr || !turns.mayPaint(from))
            return;
        displayEvents.take();
        if (window->getPeer() == nullptr)
            return;
        const auto before = workspace.waveformPaintings();
        window->getPeer()->performAnyPendingRepaintsNow();
        hasNews = workspace.waveformPaintings() == before;
        turns.painted(from, clock.now());
    }

    void report()
    {
        nextReport = clock.now() + reportInterval;
        options.report(WindowReport{model, workspace.timelineState(), beat.probe.read(), pictures.read(), workspace,
                                    workspace.isSettled()}
                           .text());
    }

    void savePreferences()
    {
        nextSave = clock.now() + saveInterval;
        if (preferences.takeChange() && options.savePreferences)
            options.savePreferences(preferences.whole());
    }

    void advanceSnapshot()
    {
        // Painting is what asks for tiles, so an unseen window is painted until nothing is left to ask for.
        const juce::Image unseen(juce::Image::RGB,
                                 juce::roundToInt(static_cast<float>(workspace.getWidth()) * snapshot->scale),
                                 juce::roundToInt(static_cast<float>(workspace.getHeight()) * snapshot->scale), false,
                                 juce::SoftwareImageType());
        {
            juce::Graphics g(unseen);
            g.addTransform(juce::AffineTransform::scale(snapshot->scale));
            workspace.paintEntireComponent(g, true);
        }
        calm = workspace.isSettled() ? calm + 1 : 0;
        if (calm < calmFrames && clock.now() < deadline)
            return;
        const auto wanted = *std::exchange(snapshot, std::nullopt);
        std::exchange(snapshotDone, nullptr)(writeSnapshot(workspace, wanted.scale, wanted.file));
    }

    /** Tells the probe; at its own pace, for what it looks for may be shorter than a frame. */
    struct Beat final : juce::Timer
    {
        explicit Beat(const Clock& given) : clock(given) {}
        void timerCallback() override { probe.tick(clock.now(), StallProbe::usedByThisThread()); }
        const Clock& clock;
        StallProbe probe;
    };

    AuraOptions options;
    Preferences preferences;
    SteadyClock clock;
    Beat beat{clock};
    FrameTurns turns;
    DisplayEvents displayEvents;
    bool hasNews = false; ///< of waveforms, since something was painted at once
    FirstPictures pictures;
    AuraModel model;
    bool isLight;
    std::unique_ptr<Look> look;
    Workspace workspace;
    std::unique_ptr<MainWindow> window;
    std::optional<SnapshotOptions> snapshot;
    std::function<void(Outcome<void>)> snapshotDone;
    Instant deadline{};
    Instant nextSave{};
    Instant nextReport{};
    int calm = 0;
};

Aura::Aura(Queues& queues, MessageThread& thread, AuraOptions options)
    : running(std::make_unique<Running>(queues, thread, std::move(options)))
{
}

Aura::~Aura() = default;

void Aura::showWindow()
{
    running->showWindow();
}
void Aura::open(const std::filesystem::path& document)
{
    running->open(document);
}
void Aura::requestQuit()
{
    running->requestQuit();
}
void Aura::adopt(SessionPointer session)
{
    running->adopt(std::move(session));
}
void Aura::takeSnapshot(SnapshotOptions options, std::function<void(Outcome<void>)> done)
{
    running->takeSnapshot(std::move(options), std::move(done));
}

} // namespace loophole::aura
