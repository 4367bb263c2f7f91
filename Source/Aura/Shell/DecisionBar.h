#pragma once

#include "Aura/Shell/AuraContext.h"
#include "Aura/Shell/AuraModel.h"

#include <juce_gui_basics/juce_gui_basics.h>

#include <memory>
#include <vector>

namespace loophole::aura
{

/**
    A strip above the timeline with one question about the session and a button for each answer: edits that a crash
    left unsaved, a document that another program has changed, or files that may be the missing ones. Work goes on
    beside it. Message thread.
*/
class DecisionBar final : public juce::Component, private AuraModel::Listener
{
public:
    static constexpr int height = 34;

    /** What the window does with answers that concern the session as a whole. */
    struct Answers
    {
        std::function<void(RecoverableSession)> recover;
        std::function<void()> saveAs;
        std::function<void()> reload;
        std::function<void()> showMissing;
        std::function<void()> changed; ///< the question came or went: there is another layout
    };

    DecisionBar(AuraContext&, Answers);
    ~DecisionBar() override;

    [[nodiscard]] bool asks() const { return !question.isEmpty(); }

    void paint(juce::Graphics&) override;
    void resized() override;

private:
    void sessionChanged() override;
    void decisionsChanged() override;

    void ask();
    void askAbout(const RecoverableSession&);
    void askAbout(const DocumentConflict&);
    void askAbout(const std::vector<RelinkMedia::Pair>& found);
    [[nodiscard]] std::vector<RelinkMedia::Pair> newlyFound() const;
    void addAnswer(const juce::String& text, std::function<void()> action);

    AuraContext& context;
    Answers answers;
    juce::String question;
    std::vector<std::unique_ptr<juce::TextButton>> buttons;
    std::vector<RecoveryId> putOff;              ///< to be asked about at the next start
    std::vector<std::filesystem::path> notTaken; ///< files that were found and are not asked about again
};

} // namespace loophole::aura
