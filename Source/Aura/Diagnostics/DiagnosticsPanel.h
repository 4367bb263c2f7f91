#pragma once

#include "Aura/Shell/AuraContext.h"
#include "Aura/Shell/AuraModel.h"

#include <juce_gui_basics/juce_gui_basics.h>

namespace loophole::aura
{

/** The figures that the engine reports, in groups, and what each track has missed. Shows nothing it was not told. */
class DiagnosticsPanel final : public juce::Component, private AuraModel::Listener
{
public:
    explicit DiagnosticsPanel(AuraContext&);
    ~DiagnosticsPanel() override;

    void paint(juce::Graphics&) override;

private:
    enum class Judgement
    {
        plain,
        good,
        bad
    };
    struct Row
    {
        juce::String name;
        juce::String value;
        Judgement judgement = Judgement::plain;
    };
    struct Group
    {
        juce::String title;
        std::vector<Row> rows;
    };

    void sessionChanged() override { repaint(); }
    void statusChanged() override { repaint(); }
    [[nodiscard]] std::vector<Group> engineGroups(const StreamStats&) const;
    [[nodiscard]] Group deviceGroup() const;
    [[nodiscard]] Group trackGroup() const;
    void paintGroup(juce::Graphics&, const Group&, juce::Rectangle<int>) const;

    AuraContext& context;
};

} // namespace loophole::aura
