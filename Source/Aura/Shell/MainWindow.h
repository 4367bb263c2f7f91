#pragma once

#include "Aura/Shell/Workspace.h"

namespace loophole::aura
{

/** The native window around the workspace; its title is the document's name. */
class MainWindow final : public juce::DocumentWindow, private AuraModel::Listener
{
public:
    static constexpr int defaultWidth = 1280;
    static constexpr int defaultHeight = 800;

    MainWindow(AuraModel&, Workspace&, Preferences&);
    ~MainWindow() override;

    /** Keys that no panel has the focus for. */
    bool keyPressed(const juce::KeyPress& key) override { return workspace.keyPressed(key); }
    void closeButtonPressed() override { workspace.perform(Command::quit); }

private:
    void sessionChanged() override;
    void placeAtFirst();

    AuraModel& model;
    Workspace& workspace;
    Preferences& preferences;
};

} // namespace loophole::aura
