#include "Signal/Stream/MediumAccess.h"

namespace loophole::signal
{

MediumAccess::~MediumAccess()
{
    if (medium == nullptr)
        return;
    medium->letGo(thread);
    context.shelf.giveBack(thread, source.edition, std::move(medium));
}

OpenMedium* MediumAccess::waiting(FramePosition start)
{
    if (medium == nullptr && !openFailure)
        medium = context.shelf.take(source.edition, start);
    return medium.get();
}

Outcome<void> MediumAccess::prepare(FramePosition start)
{
    return waiting(start) != nullptr ? Outcome<void>() : open();
}

Outcome<void> MediumAccess::open()
{
    // A job does not knock twice at a file that cannot be opened: each try may cost a drive's time limit.
    if (openFailure)
        return *openFailure;
    auto opened = context.openMedia(thread, source.path);
    if (!opened)
    {
        openFailure = opened.failure();
        return *openFailure;
    }
    const auto& info = opened.value()->info();
    isOther = info.channels != source.facts.channels || info.sampleRate != source.facts.sampleRate ||
              info.length != source.facts.length;
    if (isOther)
        return *(openFailure = Failure{source.path.string(), "the file has changed"});
    medium = std::make_unique<OpenMedium>(std::move(opened).value());
    return {};
}

} // namespace loophole::signal
