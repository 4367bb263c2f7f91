#include "Aura/Timeline/LaneArea.h"

#include "Aura/Browser/DraggedFiles.h"
#include "Aura/Shell/AuraModel.h"
#include "Aura/Timeline/Snapping.h"

namespace loophole::aura
{
namespace
{

/** No hand drops twice within this. */
constexpr Instant sameDrop = std::chrono::seconds(1);

constexpr double dropSnapPixels = 8;

std::vector<std::filesystem::path> pathsOf(const juce::StringArray& names)
{
    std::vector<std::filesystem::path> paths;
    for (const auto& name : names)
        paths.emplace_back(name.toStdString());
    return paths;
}

} // namespace

bool LaneArea::isInterestedInDragSource(const SourceDetails& source)
{
    return source.description.isArray();
}

void LaneArea::itemDragMove(const SourceDetails& source)
{
    hover(unpackFiles(source.description), source.localPosition);
    const auto dragged = unpackDragged(source.description);
    if (dragged.size() == 1)
        incoming->part = dragged.front().part;
}

void LaneArea::itemDragExit(const SourceDetails&)
{
    incoming.reset();
    repaint();
}

void LaneArea::itemDropped(const SourceDetails& source)
{
    itemDragMove(source);
    drop();
    ownDropAt = context.model.now();
}

void LaneArea::fileDragMove(const juce::StringArray& files, int x, int y)
{
    hover(pathsOf(files), {x, y});
}

void LaneArea::fileDragExit(const juce::StringArray&)
{
    incoming.reset();
    repaint();
}

void LaneArea::filesDropped(const juce::StringArray& files, int x, int y)
{
    // On X11 a drag of our own that may also go to other programs is offered to every window, this one among them.
    if (context.model.now() - ownDropAt < sameDrop)
        return fileDragExit(files);
    hover(pathsOf(files), {x, y});
    drop();
}

void LaneArea::hover(std::vector<std::filesystem::path> files, juce::Point<int> at)
{
    pointer = at;
    for (const auto& file : files)
        context.model.browse(file);
    Incoming next{
        std::move(files), std::max(FramePosition(0), state.viewport.frameAt(at.x)), state.trackAt(at.y), {}, {}};
    next.track = std::min(next.track, context.model.session().tracks.size());
    if (state.snaps)
    {
        const auto& model = context.model;
        const auto spacing =
            gridSpacing(state.timeBase, model.rate(), model.session().tempo, state.viewport.framesPerPixel);
        const auto snap = snapped(next.position, FrameCount(0), {FramePosition(0), model.playhead()}, spacing,
                                  dropSnapPixels * state.viewport.framesPerPixel);
        next.position = snap.start;
        next.line = snap.line;
    }
    incoming = std::move(next);
    repaint();
}

void LaneArea::drop()
{
    if (!incoming)
        return;
    const auto dropped = std::exchange(incoming, std::nullopt).value();
    const auto& tracks = context.model.session().tracks;
    auto number = dropped.track;
    for (const auto& file : dropped.files)
    {
        if (file.extension() == ".loophole")
        {
            context.model.open(file);
            break;
        }
        // Several files: the first to where the hand is, the others to tracks of their own, all at one position.
        context.model.send(
            AddClip{number < tracks.size() ? tracks[number]->id : TrackId{}, file, dropped.position, dropped.part});
        number = tracks.size();
    }
    repaint();
}

} // namespace loophole::aura
