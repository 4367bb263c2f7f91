#pragma once

#include "Aura/Inspector/Inspection.h"
#include "Aura/Look/ValueField.h"
#include "Aura/Shell/AuraContext.h"

namespace loophole::aura
{

/** What is selected, value by value: each can be typed, switched or chosen where it stands. Message thread. */
class InspectorPanel final : public juce::Component, private AuraModel::Listener
{
public:
    static constexpr int preferredWidth = 240;

    InspectorPanel(AuraContext&, TimelineState&);
    ~InspectorPanel() override;

    /** Once a frame: shows what has been selected since. */
    void frame();

    void paint(juce::Graphics&) override;
    void resized() override;

private:
    class Page;

    void sessionChanged() override { isStale = true; }
    void assetChanged(AssetId) override { isStale = true; }
    void statusChanged() override { isStale = true; }

    AuraContext& context;
    TimelineState& state;
    std::unique_ptr<Page> page;
    juce::Viewport scroller;
    std::uint64_t seenUpdates = 0;
    std::size_t selectionKey = 0;
    bool isStale = true;
};

} // namespace loophole::aura
