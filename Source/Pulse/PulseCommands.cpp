#include "Pulse/Document/PathText.h"
#include "Pulse/Document/PortablePaths.h"
#include "Pulse/Document/SessionReader.h"
#include "Pulse/Document/SessionWriter.h"
#include "Pulse/Editing/NewSession.h"
#include "Pulse/PulseDesk.h"

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
    desk.replaceSession(thread, newSession(desk.ids, desk.session()->sampleRate), {});
}

void Pulse::Commands::operator()(const OpenSession& command)
{
    const auto document = absoluteOf(command.document);
    const auto text = desk.documents.load(document);
    if (!text)
        return desk.tell(thread, Notice::Kind::fault, text.failure().message());
    auto session = readSession(displayName(document), text.value(), desk.ids);
    if (!session)
        return desk.tell(thread, Notice::Kind::fault, session.failure().message());
    desk.replaceSession(thread, std::move(session).value(), document);
}

void Pulse::Commands::operator()(const AdoptSession& command)
{
    if (command.session)
        desk.replaceSession(thread, withFreshIds(*command.session, desk.ids), {});
}

void Pulse::Commands::operator()(const SaveSession& command)
{
    const auto document = command.document.empty() ? desk.document : absoluteOf(command.document);
    if (document.empty())
        return desk.tell(thread, Notice::Kind::fault, "The session has no file yet: choose where to save it");
    const auto portable = withPortablePaths(*desk.session(), desk.media, document.parent_path());
    const auto outcome = desk.documents.save(document, writeSession(portable));
    if (!outcome)
        return desk.tell(thread, Notice::Kind::fault, outcome.failure().message());
    desk.document = document;
    desk.saved = desk.session();
    desk.toAura(thread,
                SessionChanged{desk.session(), document, false, desk.history.undoName(), desk.history.redoName()});
    desk.tell(thread, Notice::Kind::information, "Saved " + displayName(document));
}

void Pulse::Commands::operator()(const UndoEdit&)
{
    if (desk.history.undo())
        desk.sessionChanged(thread);
}

void Pulse::Commands::operator()(const RedoEdit&)
{
    if (desk.history.redo())
        desk.sessionChanged(thread);
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
    desk.history.push(std::make_shared<const Session>(std::move(edit.session)), std::move(edit.name), desk.clock.now(),
                      std::move(edit.gesture));
    desk.sessionChanged(thread);
}

AssetId Pulse::Commands::acquire(const std::filesystem::path& file)
{
    auto acquired = desk.media.acquire(absoluteOf(file));
    desk.toAura(thread, AssetChanged{*desk.media.find(acquired.asset)});
    desk.toSignal(thread, std::move(acquired.messages));
    return acquired.asset;
}

void Pulse::Commands::operator()(const BrowseFile& command)
{
    desk.readAhead.considerForAudition(acquire(command.path));
}

void Pulse::Commands::operator()(const AuditionFile& command)
{
    const auto asset = acquire(command.path);
    desk.media.keep(asset);
    desk.audition.start(command, asset);
}

void Pulse::Commands::operator()(const StopStream& command)
{
    desk.audition.stop();
    desk.media.keep(AssetId());
    desk.toSignal(thread, command);
}

} // namespace loophole
