#pragma once

#include "Aura/Shell/AuraContext.h"
#include "Aura/Timeline/ClipPainter.h"
#include "Aura/Timeline/Gestures/GestureChoice.h"
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
    /** Opens a field on the first of the selected clips that is visible. */
    void editClipName();

    [[nodiscard]] int contentHeight() const;
    [[nodiscard]] std::vector<ClipId> selectedClips() const;
    [[nodiscard]] FramePosition pointerOrPlayhead() const;

    void paint(juce::Graphics&) override;
    void mouseDown(const juce::MouseEvent&) override;
    void mouseDrag(const juce::MouseEvent&) override;
    void mouseUp(const juce::MouseEvent&) override;
    void mouseMove(const juce::MouseEvent&) override;
    void mouseExit(const juce::MouseEvent&) override;
    void mouseDoubleClick(const juce::MouseEvent&) override;
    void modifierKeysChanged(const juce::ModifierKeys&) override;
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
        ClipOutline outline;
        ClipZone zone = ClipZone::none;
    };
    /** Files that hover over the lanes. */
    struct Incoming
    {
        std::vector<std::filesystem::path> files;
        FramePosition position;
        std::size_t track = 0;
        std::optional<FramePosition> line;
        FrameRange part; ///< of the only file; empty: all of it
    };
    /** What a click means where it does not turn into a drag. */
    enum class WhenReleased
    {
        nothing,
        selectsOnlyThis,
        deselectsThis
    };

    [[nodiscard]] Hit hitAt(juce::Point<int>) const;
    [[nodiscard]] ClipOutline outlineOn(const Clip&, std::size_t track) const;
    [[nodiscard]] juce::Colour colourOf(const Track&, std::size_t number) const;
    [[nodiscard]] int laneTop(std::size_t track) const { return state.yOf(track) + 2; }
    [[nodiscard]] int laneHeight(std::size_t track) const { return state.rows.height(track) - 5; }

    void paintGround(juce::Graphics&) const;
    void paintChosenTrack(juce::Graphics&) const;
    void paintLoop(juce::Graphics&) const;
    void paintTrack(juce::Graphics&, std::size_t number, bool someSolo);
    void paintClip(juce::Graphics&, const Clip&, std::size_t number, const ClipPainter::Dress&);
    void paintGesture(juce::Graphics&);
    void paintMarquee(juce::Graphics&) const;
    void paintRange(juce::Graphics&) const;
    void paintIncoming(juce::Graphics&);
    void paintSnapLine(juce::Graphics&, std::optional<FramePosition>) const;
    void paintNumbers(juce::Graphics&, const juce::String&, juce::Point<float>) const;
    void paintMarkers(juce::Graphics&) const;
    void paintPlayhead(juce::Graphics&) const;

    [[nodiscard]] Hand handAt(juce::Point<int>, const juce::ModifierKeys&) const;
    void select(const Clip*, const juce::ModifierKeys&);
    void press(const Hit&, const juce::MouseEvent&);
    void moveGesture(const juce::ModifierKeys&);
    void endGesture();
    void hover(juce::Point<int>, const juce::ModifierKeys&);
    void showCursor(GestureKind, bool ctrl);
    void scrollAtEdges();
    void nameClip(const Clip&, std::size_t track);
    void hover(std::vector<std::filesystem::path>, juce::Point<int>);
    void drop();

    AuraContext& context;
    TimelineState& state;
    std::unique_ptr<Gesture> gesture; ///< from the drag's first step to the answer of the session
    std::unordered_set<ClipId> held;  ///< the clips that it shows as ghosts
    bool isReleased = false;          ///< shown until the session answers, so that nothing jumps back for a frame
    Instant releasedAt{};
    bool isCancelled = false;
    std::optional<Press> pressed;
    WhenReleased whenReleased = WhenReleased::nothing;
    std::optional<Incoming> incoming;
    Instant ownDropAt = Instant::min() / 2; ///< of what was dragged within the window
    Viewport panStart;
    int panStartY = 0;
    bool isPanning = false;
    ClipId hoveredClip;
    ClipZone hoveredZone = ClipZone::none;
    juce::Rectangle<int> hoveredArea;
    juce::Point<int> pointer;
    int playheadX = -1;
    std::unique_ptr<juce::TextEditor> nameEditor;
};

} // namespace loophole::aura
