#include "Aura/Shell/MainWindow.h"

namespace loophole::aura
{
namespace
{

constexpr int narrowest = 1024;
constexpr int lowest = 640;
constexpr int largest = 16384;

} // namespace

MainWindow::MainWindow(AuraModel& model, Workspace& workspace)
    : juce::DocumentWindow("Loophole", Look::of(workspace).colours().window, juce::DocumentWindow::allButtons),
      model(model),
      workspace(workspace)
{
    setUsingNativeTitleBar(true);
    setResizable(true, false);
    setResizeLimits(narrowest, lowest, largest, largest);
    setContentNonOwned(&workspace, true);
    // A small screen keeps room for the title bar, which is the desktop's and not counted here.
    constexpr auto titleBar = 40;
    const auto* screen = juce::Desktop::getInstance().getDisplays().getPrimaryDisplay();
    const auto room =
        screen == nullptr ? juce::Rectangle<int>(defaultWidth, defaultHeight + titleBar) : screen->userArea;
    centreWithSize(std::min(defaultWidth, room.getWidth()), std::min(defaultHeight, room.getHeight() - titleBar));
    model.add(*this);
    sessionChanged();
    setVisible(true);
    workspace.focusTimeline();
}

MainWindow::~MainWindow()
{
    model.remove(*this);
}

void MainWindow::sessionChanged()
{
    const auto& shown = model.shownSession();
    const auto document = shown.document.empty() ? juce::String("Untitled") : toText(shown.document.stem().string());
    setName(document + (shown.hasUnsavedEdits ? "*" : "") + " - Loophole");
}

} // namespace loophole::aura
