#pragma once

#include "Aura/Look/Controls.h"
#include "Aura/Shell/AuraModel.h"
#include "Aura/Shell/Commands.h"
#include "Aura/Timeline/ClipActions.h"
#include "Aura/Timeline/HeaderArea.h"
#include "Aura/Timeline/LaneArea.h"
#include "Aura/Timeline/MarkerStrip.h"
#include "Aura/Timeline/Ruler.h"
#include "Aura/Timeline/SelectionActions.h"
#include "Aura/Timeline/TrackActions.h"

namespace loophole::aura
{

/** The timeline: ruler, track headers and lanes, scrolled and zoomed as one. */
class TimelineView final : public juce::Component, private AuraModel::Listener, private juce::ScrollBar::Listener
{
public:
    explicit TimelineView(AuraContext&);
    ~TimelineView() override;

    /** Once a frame. */
    void frame();
    /** Something more of it can be painted. */
    void waveformChanged(AssetId);

    /** True when the command is one of the timeline's and was carried out. */
    bool perform(Command);
    [[nodiscard]] bool isEnabled(Command) const;
    [[nodiscard]] bool isTicked(Command) const;
    bool cancelDrag();
    void focusLanes() { lanes.grabKeyboardFocus(); }
    [[nodiscard]] TimelineState& timelineState() { return state; }
    /** Where clips lie, in this view. */
    [[nodiscard]] juce::Rectangle<int> laneArea() const { return lanes.getBounds(); }

    void paint(juce::Graphics&) override;
    void resized() override;
    void mouseWheelMove(const juce::MouseEvent&, const juce::MouseWheelDetails&) override;
    void mouseMagnify(const juce::MouseEvent&, float factor) override;
    void lookAndFeelChanged() override { update(); }

private:
    void sessionChanged() override;
    void assetChanged(AssetId) override;
    void peaksChanged(AssetId id) override { waveformChanged(id); }
    void samplesArrived() override { lanes.repaint(); }
    void scrollBarMoved(juce::ScrollBar*, double start) override;

    void update();
    void tellSelection();
    void describeSelection();
    void requestPeaksOf(AssetId);
    void keepSelectionThatExists();
    void recallHeights();
    void rememberHeights();
    [[nodiscard]] bool performNaming(Command);
    [[nodiscard]] bool performView(Command);
    void zoomAtPlayhead(double factor);
    [[nodiscard]] double laneX(const juce::MouseEvent&);

    static constexpr int headerWidth = 180;
    static constexpr int scrollBarWidth = 10;

    AuraContext& context;
    TimelineState state;
    ClipActions clips;
    SelectionActions selection;
    TrackActions tracks;
    Ruler ruler;
    MarkerStrip markers;
    LaneArea lanes;
    HeaderArea headers;
    juce::ScrollBar horizontal{false};
    juce::ScrollBar vertical{true};
    IconButton snapButton, followButton, addButton;
    std::unordered_set<AssetId> sessionAssets;
    std::vector<TrackId> toldSelection; ///< what Pulse knows to be under the hand
    FrameRange shownLoop;
    bool showsLooping = false;
    bool assetsHaveChanged =
        false; ///< many change at once when a session is opened; the next frame shows them together
};

} // namespace loophole::aura
