#pragma once

#include "Aura/Look/Controls.h"
#include "Aura/Look/Icons.h"
#include "Aura/Shell/AuraContext.h"
#include "Aura/Shell/AuraModel.h"
#include "Aura/Status/LongWork.h"
#include "Aura/Status/MissingMedia.h"

#include <juce_gui_basics/juce_gui_basics.h>

namespace loophole::aura
{

/** The line at the bottom: one sentence about what matters now, and on the right what is missing. A click on either
    shows more. */
class StatusLine final : public juce::Component, public juce::TooltipClient, private AuraModel::Listener
{
public:
    static constexpr int height = 22;

    explicit StatusLine(AuraContext&);
    ~StatusLine() override;

    /** Once a frame: what was only information goes after a while. */
    void frame();

    /** The list of what is missing, with what can be done about it. */
    void showMissing();

    void paint(juce::Graphics&) override;
    void resized() override;
    void mouseUp(const juce::MouseEvent&) override;
    juce::String getTooltip() override;

private:
    struct Sentence
    {
        Icon icon = Icon::none;
        juce::Colour colour;
        juce::String text;
    };

    void sessionChanged() override { repaint(); }
    void assetChanged(AssetId) override { repaint(); }
    void statusChanged() override { repaint(); }
    [[nodiscard]] Sentence sentence() const;
    [[nodiscard]] juce::String missingText() const;
    [[nodiscard]] juce::Rectangle<int> missingArea() const;
    [[nodiscard]] juce::Rectangle<int> workArea() const;
    void paintWork(juce::Graphics&) const;
    void showNotices();

    [[nodiscard]] bool hasNotice() const;

    AuraContext& context;
    MissingMedia missing;
    bool hadNotice = false;
    std::vector<LongWork> work; ///< as it was looked at last
    Instant nextLook{};
    IconButton giveUp;
};

} // namespace loophole::aura
