#include "Aura/Shell/MainWindow.h"

#include "Aura/Preferences/Preferences.h"

namespace loophole::aura
{
namespace
{

constexpr int narrowest = 1024;
constexpr int lowest = 640;
constexpr int largest = 16384;
constexpr auto windowState = "layout.window";

} // namespace

MainWindow::MainWindow(AuraModel& model, Workspace& workspace, Preferences& remembered)
    : juce::DocumentWindow("Loophole", Look::of(workspace).colours().window, juce::DocumentWindow::allButtons, false),
      model(model),
      workspace(workspace),
      preferences(remembered)
{
    setUsingNativeTitleBar(true);
    setResizable(true, false);
    setResizeLimits(narrowest, lowest, largest, largest);
    setContentNonOwned(&workspace, true);
    // Where it was left, moved onto the screen if that is another one now.
    const auto left = preferences.text(windowState);
    if (left.empty() || !restoreWindowStateFromString(toText(left)))
        placeAtFirst();
    // Not before: of a window that has other sizes first, the display may answer to one of those last.
    addToDesktop();
    model.add(*this);
    sessionChanged();
    setVisible(true);
    workspace.focusTimeline();
}

MainWindow::~MainWindow()
{
    preferences.set(windowState, getWindowStateAsString().toStdString());
    model.remove(*this);
}

void MainWindow::placeAtFirst()
{
    // A small screen keeps room for the title bar, which is the desktop's and not counted here.
    constexpr auto titleBar = 40;
    const auto* screen = juce::Desktop::getInstance().getDisplays().getPrimaryDisplay();
    const auto room =
        screen == nullptr ? juce::Rectangle<int>(defaultWidth, defaultHeight + titleBar) : screen->userArea;
    centreWithSize(std::min(defaultWidth, room.getWidth()), std::min(defaultHeight, room.getHeight() - titleBar));
}

void MainWindow::sessionChanged()
{
    const auto& shown = model.shownSession();
    const auto document = shown.document.empty() ? juce::String("Untitled") : toText(shown.document.stem().string());
    setName(document + (shown.hasUnsavedEdits ? "*" : "") + " - Loophole");
}

} // namespace loophole::aura
