#include "Aura/Shell/DecisionBar.h"

#include "Aura/Look/Look.h"
#include "Aura/Status/MissingMedia.h"

#include <algorithm>

namespace loophole::aura
{
namespace
{

constexpr int margin = 10;
constexpr int buttonHeight = 24;

juce::String nameOf(const std::filesystem::path& document)
{
    return document.empty() ? juce::String("A session that was never saved") : toText(document.stem().string());
}

} // namespace

DecisionBar::DecisionBar(AuraContext& context, Answers given) : context(context), answers(std::move(given))
{
    setTitle("Decision");
    context.model.add(*this);
}

DecisionBar::~DecisionBar()
{
    context.model.remove(*this);
}

void DecisionBar::sessionChanged()
{
    ask();
}

void DecisionBar::decisionsChanged()
{
    ask();
}

void DecisionBar::ask()
{
    const auto before = question;
    buttons.clear();
    question.clear();
    const auto& recoveries = context.model.recoveries();
    const auto waiting =
        std::find_if(recoveries.begin(), recoveries.end(),
                     [this](const RecoverableSession& session)
                     { return std::find(putOff.begin(), putOff.end(), session.recovery) == putOff.end(); });
    if (const auto& conflict = context.model.conflict())
        askAbout(*conflict);
    else if (waiting != recoveries.end())
        askAbout(*waiting);
    else if (const auto found = newlyFound(); !found.empty())
        askAbout(found);
    setTitle(question);
    resized();
    repaint();
    if (before.isEmpty() != question.isEmpty())
        answers.changed();
}

void DecisionBar::askAbout(const RecoverableSession& session)
{
    const auto when = juce::Time(session.editedAt * 1000).toString(true, true, false, true);
    question = nameOf(session.document) + " has " + juce::String(static_cast<juce::int64>(session.edits)) +
               " unsaved " + (session.edits == 1 ? "edit" : "edits") + " of " + when +
               ", the last: " + toText(session.lastEdit);
    if (session.documentHasChanged)
        question += ". Its document was changed since";
    if (!session.doubt.empty())
        question += "; " + toText(session.doubt);
    addAnswer("Recover", [this, session] { answers.recover(session); });
    addAnswer("Later",
              [this, recovery = session.recovery]
              {
                  putOff.push_back(recovery);
                  ask();
              });
    addAnswer("Discard", [this, recovery = session.recovery] { context.model.send(DiscardRecovery{recovery}); });
}

void DecisionBar::askAbout(const DocumentConflict& conflict)
{
    question = nameOf(conflict.document) +
               (conflict.isGone ? " was removed or renamed by another program" : " was changed by another program");
    if (conflict.isSaving)
        question += " and was not saved";
    addAnswer("Save as...", [this] { answers.saveAs(); });
    addAnswer(conflict.isGone ? "Save again" : "Overwrite",
              [this, document = conflict.document]
              {
                  context.model.clearConflict();
                  context.model.send(SaveSession{document, true});
              });
    if (!conflict.isGone)
        addAnswer("Open it again", [this] { answers.reload(); });
}

std::vector<RelinkMedia::Pair> DecisionBar::newlyFound() const
{
    auto found = foundMedia(context.model.mediaSearch());
    std::erase_if(found, [&](const RelinkMedia::Pair& pair)
                  { return std::ranges::find(notTaken, pair.file) != notTaken.end(); });
    return found;
}

void DecisionBar::askAbout(const std::vector<RelinkMedia::Pair>& found)
{
    const auto& proposals = context.model.mediaSearch().proposals;
    const auto first = std::ranges::find(proposals, found.front().asset, &RelinkProposal::asset);
    if (found.size() == 1)
        question = toText(first->lost.filename().string()) + " may be " + toText(first->file.string()) + ": it " +
                   toText(first->why);
    else
        question = juce::String(static_cast<int>(found.size())) +
                   " missing files may have been found: " + toText(first->file.string()) + " and others";
    addAnswer(relinkText(found), [this, found] { context.model.send(RelinkMedia{found}); });
    addAnswer("Look at them...", [this] { answers.showMissing(); });
    addAnswer("No",
              [this, found]
              {
                  for (const auto& pair : found)
                      notTaken.push_back(pair.file);
                  ask();
              });
}

void DecisionBar::addAnswer(const juce::String& text, std::function<void()> action)
{
    auto& button = *buttons.emplace_back(std::make_unique<juce::TextButton>(text));
    // What is answered may take the buttons away while one of them is still at work.
    button.onClick = [bar = SafePointer(this), action = std::move(action)]
    {
        juce::MessageManager::callAsync(
            [bar, action]
            {
                if (bar != nullptr)
                    action();
            });
    };
    addAndMakeVisible(button);
}

void DecisionBar::resized()
{
    auto area = getLocalBounds().reduced(margin, 0);
    for (auto button = buttons.rbegin(); button != buttons.rend(); ++button)
    {
        const auto width = (*button)->getBestWidthForHeight(buttonHeight) + margin;
        (*button)->setBounds(area.removeFromRight(width).withSizeKeepingCentre(width, buttonHeight));
        area.removeFromRight(margin / 2);
    }
}

void DecisionBar::paint(juce::Graphics& g)
{
    const auto& look = Look::of(*this);
    g.fillAll(look.colours().panel);
    g.setColour(look.colours().warning);
    g.fillRect(getLocalBounds().removeFromLeft(3));
    auto area = getLocalBounds().reduced(margin, 0);
    if (!buttons.empty())
        area.setRight(buttons.front()->getX() - margin);
    g.setColour(look.colours().textStrong);
    g.setFont(look.body());
    g.drawFittedText(question, area, juce::Justification::centredLeft, 1, 0.8f);
}

} // namespace loophole::aura
