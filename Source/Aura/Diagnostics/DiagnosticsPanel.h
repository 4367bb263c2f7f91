#pragma once

#include "Aura/Diagnostics/DiagnosticsGroups.h"
#include "Aura/Diagnostics/FigureHistory.h"
#include "Aura/Shell/AuraContext.h"
#include "Aura/Shell/AuraModel.h"

#include <juce_gui_basics/juce_gui_basics.h>

namespace loophole::aura
{

/** The figures that the engine reports, in groups, with the callback's load over the last minute and what each track
 * has missed. Shows nothing it was not told. */
class DiagnosticsPanel final : public juce::Component, private AuraModel::Listener
{
public:
    explicit DiagnosticsPanel(AuraContext&);
    ~DiagnosticsPanel() override;

    void paint(juce::Graphics&) override;

private:
    void sessionChanged() override { repaint(); }
    void statusChanged() override;
    [[nodiscard]] std::vector<DiagnosticsGroup> groups() const;
    void paintGroup(juce::Graphics&, const DiagnosticsGroup&, juce::Rectangle<int>) const;
    void paintRow(juce::Graphics&, const DiagnosticsRow&, juce::Rectangle<int>) const;
    void paintLoad(juce::Graphics&, juce::Rectangle<int>) const;

    AuraContext& context;
    FigureHistory load; ///< shares of the deadline
    std::uint64_t countedCallbacks = 0;
};

} // namespace loophole::aura
