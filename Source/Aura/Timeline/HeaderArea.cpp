#include "Aura/Timeline/HeaderArea.h"

#include "Aura/Shell/AuraModel.h"

#include <algorithm>

namespace loophole::aura
{

std::size_t placeAfterDrag(std::size_t from, std::size_t gap)
{
    return gap > from ? gap - 1 : gap;
}

HeaderArea::HeaderArea(AuraContext& context, TimelineState& state) : context(context), state(state)
{
    setInterceptsMouseClicks(false, true);
}

TrackHeader& HeaderArea::header(std::size_t used)
{
    if (used == headers.size())
    {
        headers.push_back(std::make_unique<TrackHeader>(context));
        auto& made = *headers.back();
        made.onSelect = [this](TrackId id) { onSelect(id); };
        made.onDrag = [this, &made](TrackId id, int y) { dragTo(id, made.getY() + y); };
        made.onDrop = [this] { drop(); };
        addAndMakeVisible(made);
    }
    return *headers[used];
}

void HeaderArea::update()
{
    const auto& tracks = context.model.session().tracks;
    std::size_t used = 0;
    for (auto number = state.trackAt(0); number < tracks.size() && state.yOf(number) < getHeight(); ++number, ++used)
    {
        auto& shown = header(used);
        shown.setVisible(true);
        shown.setBounds(0, state.yOf(number), getWidth(), state.rows.height(number));
        shown.show(tracks[number], number, tracks[number]->id == state.track);
    }
    for (auto i = used; i < headers.size(); ++i)
        headers[i]->setVisible(false);
}

void HeaderArea::frame()
{
    for (auto& each : headers)
        if (each->isVisible())
            each->frame();
}

void HeaderArea::editName(TrackId track)
{
    for (auto& each : headers)
        if (each->isVisible() && each->shownTrack() == track)
            return each->editName();
}

void HeaderArea::dragTo(TrackId track, int y)
{
    const auto& tracks = context.model.session().tracks;
    std::size_t from = 0;
    while (from < tracks.size() && tracks[from]->id != track)
        ++from;
    if (from == tracks.size())
        return;
    const auto row = std::min(state.trackAt(std::clamp(y, 0, getHeight())), tracks.size() - 1);
    const auto isLowerHalf = y > state.yOf(row) + state.rows.height(row) / 2;
    drag = Drag{track, from, row + (isLowerHalf ? 1 : 0)};
    repaint();
}

void HeaderArea::drop()
{
    if (!drag)
        return;
    const auto dropped = *std::exchange(drag, std::nullopt);
    if (const auto place = placeAfterDrag(dropped.from, dropped.gap); place != dropped.from)
        context.model.send(MoveTrack{dropped.track, place});
    repaint();
}

bool HeaderArea::cancelDrag()
{
    const auto was = drag.has_value();
    drag.reset();
    for (auto& each : headers)
        each->cancelDrag();
    repaint();
    return was;
}

void HeaderArea::paintOverChildren(juce::Graphics& g)
{
    if (!drag)
        return;
    const auto& colours = Look::of(*this).colours();
    g.setColour(colours.window.withAlpha(0.5f));
    g.fillRect(0, state.yOf(drag->from), getWidth(), state.rows.height(drag->from));
    g.setColour(colours.accent);
    g.fillRect(0, std::clamp(state.yOf(drag->gap) - 1, 0, getHeight() - 3), getWidth(), 3);
}

} // namespace loophole::aura
