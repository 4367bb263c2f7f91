#pragma once

#include "Aura/Shell/AuraModel.h"
#include "Aura/Shell/Commands.h"

#include <juce_gui_basics/juce_gui_basics.h>

namespace loophole::aura
{

/** New, open, save and quit, with the one question that is a decision: what to do with unsaved edits. Owned by the
    message thread. */
class DocumentCommands final : private AuraModel::Listener
{
public:
    DocumentCommands(AuraModel&, juce::Component& window, std::function<void()> quit);
    ~DocumentCommands() override;

    /** True when the command was one of a document. */
    bool perform(Command);
    void open(const std::filesystem::path&);
    void recover(RecoveryId);

private:
    void sessionChanged() override;
    void statusChanged() override;

    /** Runs the action at once, or after the question was answered. */
    void afterSaving(std::function<void()> action);
    void save(bool asOther);
    void chooseToOpen();
    [[nodiscard]] juce::File startFolder() const;

    AuraModel& model;
    juce::Component& window;
    std::function<void()> quit;
    std::function<void()> whenSaved; ///< what waits for the document to be whole on the disk
    std::unique_ptr<juce::FileChooser> chooser;
};

} // namespace loophole::aura
