#pragma once

#include "Aura/Shell/AuraContext.h"
#include "Aura/Timeline/ClipDrag.h"
#include "Aura/Timeline/TimelineState.h"

#include <juce_gui_basics/juce_gui_basics.h>

#include <filesystem>

namespace loophole::aura
{

/** The lanes of all tracks with their clips: paints what is visible and is where clips are selected, dragged and
    dropped. */
class LaneArea final : public juce::Component,
                       public juce::TooltipClient,
                       public juce::DragAndDropTarget,
                       public juce::FileDragAndDropTarget
{
public:
    LaneArea(AuraContext&, TimelineState&);

    void sessionChanged();
    /** Once a frame: moves the playhead and scrolls at the edges during a drag. */
    void frame();
    /** True when there was a drag to take back. */
    bool cancelDrag();

    [[nodiscard]] int contentHeight() const;
    [[nodiscard]] std::vector<ClipId> selectedClips() const;
    [[nodiscard]] FramePosition pointerOrPlayhead() const;

    void paint(juce::Graphics&) override;
    void mouseDown(const juce::MouseEvent&) override;
    void mouseDrag(const juce::MouseEvent&) override;
    void mouseUp(const juce::MouseEvent&) override;
    void mouseMove(const juce::MouseEvent&) override;
    void focusGained(FocusChangeType) override { repaint(); }
    void focusLost(FocusChangeType) override { repaint(); }
    juce::String getTooltip() override;

    bool isInterestedInDragSource(const SourceDetails&) override;
    void itemDragMove(const SourceDetails&) override;
    void itemDragExit(const SourceDetails&) override;
    void itemDropped(const SourceDetails&) override;
    bool isInterestedInFileDrag(const juce::StringArray&) override { return true; }
    void fileDragMove(const juce::StringArray&, int x, int y) override;
    void fileDragExit(const juce::StringArray&) override;
    void filesDropped(const juce::StringArray&, int x, int y) override;

private:
    struct Hit
    {
        std::size_t track = 0;
        const Clip* clip = nullptr; ///< valid until the session changes
    };
    /** Files that hover over the lanes. */
    struct Incoming
    {
        std::vector<std::filesystem::path> files;
        FramePosition position;
        std::size_t track = 0;
        std::optional<FramePosition> line;
    };

    [[nodiscard]] Hit hitAt(juce::Point<int>) const;
    [[nodiscard]] bool isMuted(const Track&, const Clip&) const;
    [[nodiscard]] juce::Colour colourOf(const Track&, std::size_t number) const;
    void paintGround(juce::Graphics&) const;
    void paintTrack(juce::Graphics&, std::size_t number);
    void paintDrag(juce::Graphics&);
    void paintIncoming(juce::Graphics&);
    void paintSnapLine(juce::Graphics&, std::optional<FramePosition>) const;
    void paintNumbers(juce::Graphics&, const juce::String&, juce::Point<float>) const;
    void paintPlayhead(juce::Graphics&) const;
    void paintEmpty(juce::Graphics&) const;

    void select(const Clip*, const juce::ModifierKeys&);
    void showMenu();
    void selectWithin(juce::Rectangle<int>);
    void dragClips(const juce::MouseEvent&);
    void hover(std::vector<std::filesystem::path>, juce::Point<int>);
    void drop();

    AuraContext& context;
    TimelineState& state;
    std::optional<ClipDrag> drag;
    bool dragReleased = false; ///< shown until the session answers, so that nothing jumps back for a frame
    Instant releasedAt{};
    bool dragCancelled = false;
    std::optional<juce::Rectangle<int>> marquee;
    std::unordered_set<ClipId> selectionBefore;
    std::optional<Incoming> incoming;
    ClipId pressed;
    FramePosition pressedAt;
    Viewport panStart;
    int panStartY = 0;
    bool isPanning = false;
    bool becomesOnlyOne = false; ///< a click on one of several selected clips, if it does not turn into a drag
    juce::Point<int> pointer;
    int playheadX = -1;
};

} // namespace loophole::aura
