#include "Pulse/Editing/NewSession.h"
#include "Pulse/PulseDocuments.h"
#include "Pulse/PulseRelinking.h"

#include <algorithm>

namespace loophole
{
namespace
{

std::filesystem::path absoluteOf(const std::filesystem::path& path)
{
    std::error_code error;
    const auto absolute = std::filesystem::absolute(path, error);
    return (error ? path : absolute).lexically_normal();
}

} // namespace

void Pulse::Commands::operator()(const NewSession&)
{
    desk.replaceSession(thread, std::make_shared<const Session>(newSession(desk.ids, desk.session()->sampleRate)), {});
}

void Pulse::Commands::operator()(const OpenSession& command)
{
    desk.documents->open(thread, absoluteOf(command.document));
}

void Pulse::Commands::operator()(const AdoptSession& command)
{
    if (command.session)
        desk.replaceSession(thread, std::make_shared<const Session>(withFreshIds(*command.session, desk.ids)), {});
}

void Pulse::Commands::operator()(const SaveSession& command)
{
    desk.documents->save(
        thread, {command.document.empty() ? command.document : absoluteOf(command.document), command.overwrites});
}

void Pulse::Commands::operator()(const DiscardEdits&)
{
    desk.documents->discardEdits();
}

void Pulse::Commands::operator()(const RecoverSession& command)
{
    desk.documents->recover(thread, command.recovery);
}

void Pulse::Commands::operator()(const DiscardRecovery& command)
{
    desk.documents->discard(thread, command.recovery);
}

void Pulse::Commands::operator()(const SearchMissingMedia& command)
{
    SearchMissingMedia absolute;
    std::ranges::transform(command.folders, std::back_inserter(absolute.folders), absoluteOf);
    desk.relinking->search(thread, absolute);
}

void Pulse::Commands::operator()(const CancelMediaSearch&)
{
    desk.relinking->cancel(thread);
}

void Pulse::Commands::operator()(const RelinkMedia& command)
{
    auto absolute = command;
    for (auto& pair : absolute.pairs)
        pair.file = absoluteOf(pair.file);
    desk.relinking->relink(thread, absolute);
}

void Pulse::Commands::expectPlaying(bool plays)
{
    desk.documents->expectPlaying(plays);
}

void Pulse::Commands::operator()(const UndoEdit& command)
{
    const auto name = desk.history.undoName();
    if (desk.history.undo(command.steps))
        desk.sessionEdited(thread, "Undo " + name);
}

void Pulse::Commands::operator()(const RedoEdit& command)
{
    if (desk.history.redo(command.steps))
        desk.sessionEdited(thread, desk.history.undoName());
}

void Pulse::Commands::take(Outcome<Edit> outcome)
{
    if (!outcome)
        return desk.tell(thread, Notice::Kind::warning, outcome.failure().message());
    auto& edit = outcome.value();
    for (auto& message : edit.opened)
    {
        if (const auto* opened = std::get_if<RegisterAsset>(&message))
            desk.toAura(thread, AssetChanged{*desk.media.find(opened->asset)});
        desk.toSignal(thread, std::move(message));
    }
    const auto isStep = desk.history.push(std::make_shared<const Session>(std::move(edit.session)),
                                          std::move(edit.name), desk.clock.now(), std::move(edit.gesture));
    desk.sessionEdited(thread, desk.history.undoName(), isStep);
}

AssetId Pulse::Commands::acquire(const std::filesystem::path& file)
{
    auto acquired = desk.media.acquire(absoluteOf(file));
    desk.toAura(thread, AssetChanged{*desk.media.find(acquired.asset)});
    desk.toSignal(thread, std::move(acquired.messages));
    return acquired.asset;
}

void Pulse::Commands::noteUse(const std::filesystem::path& file)
{
    desk.toLibrary(thread, NoteLibraryUse{absoluteOf(file)});
}

void Pulse::Commands::operator()(const BrowseFile& command)
{
    desk.readAhead.considerForAudition(acquire(command.path));
}

void Pulse::Commands::operator()(const AuditionFile& command)
{
    const auto asset = acquire(command.path);
    desk.audition.start(command, asset);
    desk.media.keep(desk.audition.assets());
    noteUse(command.path);
}

void Pulse::Commands::operator()(const StopStream& command)
{
    desk.audition.stop(command.deck);
    desk.media.keep(desk.audition.assets());
    desk.toSignal(thread, command);
}

void Pulse::Commands::operator()(const SetStreamGain& command)
{
    desk.audition.setGain(command);
    desk.toSignal(thread, command);
}

void Pulse::Commands::operator()(const SetStreamRegion& command)
{
    desk.audition.setRegion(command);
    desk.toSignal(thread, command);
}

void Pulse::Commands::operator()(const SetStreamStretch& command)
{
    desk.audition.setStretch(command);
    desk.toSignal(thread, command);
}

void Pulse::Commands::operator()(const ScrubStream& command)
{
    desk.audition.scrub(command);
    desk.media.keep(desk.audition.assets());
    desk.toSignal(thread, command);
}

} // namespace loophole
