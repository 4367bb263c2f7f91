#pragma once

#include "Aura/Timeline/TimelineState.h"
#include "Aura/Timeline/TrackHeader.h"

namespace loophole::aura
{

/** The headers of the tracks that are in view, beside their lanes; a header that is dragged gives its track another
    place. Message thread. */
class HeaderArea final : public juce::Component
{
public:
    HeaderArea(AuraContext&, TimelineState&);

    /** The tracks that are in view now. */
    void update();
    void frame();
    void editName(TrackId);
    /** True when there was a drag to take back. */
    bool cancelDrag();

    /** Called with a track whose header was pressed. */
    std::function<void(TrackId)> onSelect;

    void paintOverChildren(juce::Graphics&) override;

private:
    struct Drag
    {
        TrackId track;
        std::size_t from = 0;
        std::size_t gap = 0; ///< between which tracks it would come to lie: 0 above the first
    };

    [[nodiscard]] TrackHeader& header(std::size_t used);
    void dragTo(TrackId, int y);
    void drop();

    AuraContext& context;
    TimelineState& state;
    std::vector<std::unique_ptr<TrackHeader>> headers;
    std::optional<Drag> drag;
};

/** The place of a track that is taken out and put into a gap between the others. */
[[nodiscard]] std::size_t placeAfterDrag(std::size_t from, std::size_t gap);

} // namespace loophole::aura
