#include "Aura/Timeline/TimelineView.h"

#include "Aura/Timeline/SelectedTracks.h"
#include "Aura/Transport/TimeText.h"
#include "Aura/Waveform/WaveformRenderer.h"

namespace loophole::aura
{
namespace
{

/** An empty session still shows a minute of ruler. */
constexpr double shortestContentSeconds = 30;

} // namespace

TimelineView::TimelineView(AuraContext& context)
    : context(context),
      state(context.model),
      clips(context.model, state),
      selection(context.model, state),
      tracks(context.model, state),
      ruler(context, state),
      markers(context, state),
      lanes(context, state),
      headers(context, state),
      snapButton(Icon::snap, "Snap", context.keys, Command::toggleSnap),
      followButton(Icon::follow, "Follow playhead", context.keys, Command::followPlayhead),
      addButton(Icon::add, "Add track", context.keys, Command::addTrack)
{
    setOpaque(true);
    setTitle("Timeline");
    setMouseClickGrabsKeyboardFocus(false);
    state.changed = [this] { update(); };
    state.selectionSettled = [this] { tellSelection(); };
    headers.onSelect = [this](TrackId id)
    {
        state.track = id;
        tellSelection();
        update();
    };
    for (auto* bar : {&horizontal, &vertical})
    {
        bar->setAutoHide(false);
        bar->addListener(this);
    }
    snapButton.onClick = [this] { this->context.commands.perform(Command::toggleSnap); };
    followButton.onClick = [this] { this->context.commands.perform(Command::followPlayhead); };
    addButton.onClick = [this] { this->context.commands.perform(Command::addTrack); };
    for (auto* child : std::initializer_list<juce::Component*>{&addButton, &snapButton, &followButton, &ruler, &markers,
                                                               &headers, &lanes, &horizontal, &vertical})
        addAndMakeVisible(child);
    context.model.add(*this);
}

TimelineView::~TimelineView()
{
    context.model.remove(*this);
}

void TimelineView::paint(juce::Graphics& g)
{
    const auto& colours = Look::of(*this).colours();
    g.fillAll(colours.panel);
    g.setColour(colours.hairline);
    drawHorizontalHairline(g, Ruler::height + MarkerStrip::height - 1, 0, static_cast<float>(getWidth()));
    drawVerticalHairline(g, headerWidth - 1, 0, static_cast<float>(getHeight()));
}

void TimelineView::resized()
{
    auto area = getLocalBounds();
    auto top = area.removeFromTop(Ruler::height + MarkerStrip::height);
    auto corner = top.removeFromLeft(headerWidth).reduced(4, 2).withSizeKeepingCentre(headerWidth - 8, 24);
    addButton.setBounds(corner.removeFromLeft(24));
    followButton.setBounds(corner.removeFromRight(24));
    snapButton.setBounds(corner.removeFromRight(24));
    top.removeFromRight(scrollBarWidth);
    ruler.setBounds(top.removeFromTop(Ruler::height));
    markers.setBounds(top);
    auto bottom = area.removeFromBottom(scrollBarWidth);
    vertical.setBounds(area.removeFromRight(scrollBarWidth));
    horizontal.setBounds(bottom.withTrimmedLeft(headerWidth).withTrimmedRight(scrollBarWidth));
    headers.setBounds(area.removeFromLeft(headerWidth));
    lanes.setBounds(area);
    update();
}

void TimelineView::sessionChanged()
{
    state.indexes.sessionChanged();
    state.rows.arrange(context.model.session().tracks);
    if (context.model.sessionWasReplaced())
    {
        clips.forgetCopies();
        recallHeights();
    }
    keepSelectionThatExists();
    state.showsWholeSession = context.model.sessionWasReplaced();
    sessionAssets.clear();
    for (const auto& asset : context.model.session().assets)
    {
        sessionAssets.insert(asset.id);
        requestPeaksOf(asset.id);
    }
    lanes.sessionChanged();
    markers.sessionChanged();
    tellSelection();
    update();
}

void TimelineView::keepSelectionThatExists()
{
    std::unordered_set<ClipId> present;
    if (!state.selection.empty())
        for (const auto& track : context.model.session().tracks)
            for (const auto& clip : track->clips)
                if (state.selection.contains(clip.id))
                    present.insert(clip.id);
    state.selection = std::move(present);
    if (!chosenTrack(context.model, state))
        state.track = context.model.session().tracks.empty() ? TrackId{} : context.model.session().tracks[0]->id;
    if (context.model.sessionWasReplaced())
        state.range.reset();
}

void TimelineView::tellSelection()
{
    describeSelection();
    auto selected = selectedTracks(context.model.session(), state.selection, state.track);
    if (selected == toldSelection)
        return;
    toldSelection = selected;
    context.model.send(SelectTracks{std::move(selected)});
}

void TimelineView::describeSelection()
{
    // For those who hear the window: what the keys would act on.
    const auto& model = context.model;
    juce::String text = "Arrow keys nudge the selected clips or choose a track; comma and full stop select clips.";
    if (const auto* first = firstSelected(model, state))
        text = juce::String(static_cast<juce::int64>(state.selection.size())) + " selected, " +
               toText(model.nameOf(*first)) + " at " +
               toText(positionText(first->position, state.timeBase, model.rate(), model.session().tempo));
    lanes.setDescription(text);
}

void TimelineView::requestPeaksOf(AssetId id)
{
    // What is not visible yet is built in the background, so that scrolling there finds it.
    if (const auto* known = context.model.asset(id); known != nullptr && known->offlineStatus == OfflineStatus::present)
        context.model.requestPeaks(id, false);
}

void TimelineView::assetChanged(AssetId id)
{
    if (!sessionAssets.contains(id))
        return;
    requestPeaksOf(id);
    assetsHaveChanged = true;
}

void TimelineView::waveformChanged(AssetId id)
{
    if (sessionAssets.contains(id))
        lanes.repaint();
}

void TimelineView::update()
{
    ++state.updates;
    const auto end = state.indexes.contentEnd();
    const auto content = std::max(end - FramePosition(0), context.model.rate().framesIn(shortestContentSeconds));
    state.viewport = state.viewport.resized(lanes.getWidth(), content);
    state.lanesHeight = lanes.getHeight();
    if (state.showsWholeSession)
        state.viewport = state.viewport.showingAll();
    state.scrollY = std::clamp(state.scrollY, 0, std::max(0, lanes.contentHeight() - lanes.getHeight()));
    context.waveforms.setZoomEpoch(state.zoomEpoch);

    const auto& view = state.viewport;
    const auto range =
        std::max(static_cast<double>(view.content.value()), view.firstFrame + view.width * view.framesPerPixel);
    horizontal.setRangeLimits(0, range, juce::dontSendNotification);
    horizontal.setCurrentRange(view.firstFrame, view.width * view.framesPerPixel, juce::dontSendNotification);
    vertical.setRangeLimits(0, std::max(lanes.contentHeight(), lanes.getHeight()), juce::dontSendNotification);
    vertical.setCurrentRange(state.scrollY, lanes.getHeight(), juce::dontSendNotification);
    snapButton.setToggleState(state.snaps, juce::dontSendNotification);
    followButton.setToggleState(state.followsPlayhead, juce::dontSendNotification);
    headers.update();
    ruler.repaint();
    markers.repaint();
    lanes.repaint();
}

void TimelineView::frame()
{
    if (std::exchange(assetsHaveChanged, false))
    {
        state.indexes.lengthsChanged();
        update();
    }
    const auto& transport = context.model.transport();
    if (transport.loop != shownLoop || transport.isLooping != showsLooping)
    {
        shownLoop = transport.loop;
        showsLooping = transport.isLooping;
        ruler.repaint();
        lanes.repaint();
    }
    if (state.followsPlayhead && transport.isPlaying && !transport.isScrubbing && !isMouseButtonDown(true))
        state.show(state.viewport.following(context.model.playhead()));
    ruler.frame();
    lanes.frame();
    headers.frame();
}

void TimelineView::scrollBarMoved(juce::ScrollBar* bar, double start)
{
    if (bar == &horizontal)
        return state.show(state.viewport.startingAt(start));
    state.scrollY = juce::roundToInt(start);
    update();
}

} // namespace loophole::aura
