#include "App/Commands/SessionDocument.h"

#include "App/Engine/Folders.h"
#include "Pulse/Document/DocumentLock.h"
#include "Pulse/Document/PathText.h"
#include "Pulse/Document/RecoveryFolder.h"
#include "Pulse/Document/SessionReader.h"
#include "Pulse/Document/SessionWriter.h"

#include <ctime>
#include <iostream>

namespace loophole::cli
{
namespace
{

struct RecoverArguments
{
    std::filesystem::path document; ///< empty: sessions that were never saved
    std::filesystem::path output;
    bool overwrites = false;
    bool discards = false;
};

std::filesystem::path absoluteOf(const std::filesystem::path& path)
{
    std::error_code error;
    const auto absolute = std::filesystem::absolute(path, error);
    return (error ? path : absolute).lexically_normal();
}

RecoveryScan scanFolder(const CommandLine& line)
{
    FileDocumentStore store;
    return RecoveryFolder(Folders::forUser({}, line.options().dataFolder).data / "Recovery").scan(store);
}

std::string timeText(std::int64_t seconds)
{
    const std::time_t time = seconds;
    std::tm parts = {};
    localtime_r(&time, &parts);
    std::array<char, 32> text{};
    std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M:%S", &parts);
    return text.data();
}

Json toJson(const FoundRecovery& found)
{
    return {{"document", found.facts.document.empty() ? Json(nullptr) : Json(found.facts.document.native())},
            {"editedAt", found.facts.editedAt},
            {"edits", found.facts.edits},
            {"lastEdit", found.facts.lastEdit},
            {"documentHasChanged", found.documentHasChanged},
            {"doubt", found.doubt.empty() ? Json(nullptr) : Json(found.doubt)}};
}

std::string toText(const FoundRecovery& found)
{
    return std::to_string(found.facts.edits) + " unsaved edits of " + timeText(found.facts.editedAt) + ", the last \"" +
           found.facts.lastEdit + "\"" + (found.documentHasChanged ? "; the document was changed since" : "") +
           (found.doubt.empty() ? "" : "; " + found.doubt);
}

const FoundRecovery* newestOf(const RecoveryScan& scan, const std::filesystem::path& document)
{
    for (const auto& found : scan.found)
        if (found.facts.document == document)
            return &found;
    return nullptr;
}

int list(const CommandLine& line, const RecoveryScan& scan)
{
    auto rows = Json::array();
    for (const auto& found : scan.found)
    {
        rows.push_back(toJson(found));
        if (!line.options().json)
            std::cout << (found.facts.document.empty() ? std::string("never saved") : found.facts.document.native())
                      << ": " << toText(found) << '\n';
    }
    if (line.options().json)
        line.print({{"recoveries", rows}, {"notices", scan.notices}});
    return done;
}

/** The text as a document in the folder of `to` has it: media that were relative to another folder keep their place. */
Outcome<std::string> movedText(const KeptSession& kept, const std::filesystem::path& to)
{
    const auto from = kept.facts.document.parent_path();
    if (from == to.parent_path())
        return kept.text;
    IdSource ids;
    auto session = readSession("Recovery data", kept.text, ids);
    if (!session)
        return session.failure();
    std::vector<SessionAsset> assets;
    for (auto asset : session.value().assets)
    {
        asset.path = relativeWherePossible(to.parent_path(), resolvedAgainst(from, asset.path));
        assets.push_back(std::move(asset));
    }
    session.value().assets = SharedList<SessionAsset>(std::move(assets));
    return writeSession(session.value());
}

int recover(const CommandLine& line, const FoundRecovery& found, const RecoverArguments& arguments)
{
    const auto target = absoluteOf(arguments.output.empty() ? found.facts.document : arguments.output);
    const auto isElsewhere = target != found.facts.document;
    std::error_code ignored;
    if (isElsewhere && !arguments.overwrites && std::filesystem::exists(target, ignored))
        return line.fail({displayText(target.native()), "exists already"});
    if (!isElsewhere && !arguments.overwrites && found.documentHasChanged)
        return line.fail({displayText(target.native()),
                          "was changed since these edits: recover them elsewhere with -o, or --overwrite it"});
    const auto kept = readRecovery(found.file);
    if (!kept)
        return line.fail(kept.failure());
    const auto text = movedText(kept.value(), target);
    if (!text)
        return line.fail(text.failure());
    if (const auto saved = FileDocumentStore().save(target, text.value()); !saved)
        return line.fail(saved.failure());
    RecoveryFile::removeAt(found.file);
    if (line.options().json)
        line.print({{"recovered", toJson(found)}, {"document", target.native()}});
    else
        std::cout << target.native() << ": recovered " << toText(found) << '\n';
    return done;
}

int run(const CommandLine& line, const RecoverArguments& arguments)
{
    const auto scan = scanFolder(line);
    for (const auto& notice : scan.notices)
        line.fail({"recovery data", notice});
    if (arguments.document.empty() && arguments.output.empty() && !arguments.discards)
        return list(line, scan);
    const auto document = arguments.document.empty() ? std::filesystem::path() : absoluteOf(arguments.document);
    const auto* found = newestOf(scan, document);
    if (found == nullptr)
        return line.fail({document.empty() ? "recovery data" : displayText(arguments.document.native()),
                          "there is nothing to recover"});
    if (arguments.discards)
    {
        RecoveryFile::removeAt(found->file);
        return done;
    }
    return recover(line, *found, arguments);
}

} // namespace

Json describeRecovery(const CommandLine& line, const std::filesystem::path& document)
{
    const auto scan = scanFolder(line);
    const auto* found = newestOf(scan, absoluteOf(document));
    const auto holder = DocumentLock::holder(absoluteOf(document));
    return {{"recovery", found == nullptr ? Json(nullptr) : toJson(*found)},
            {"openIn", holder.empty() ? Json(nullptr) : Json(holder)},
            {"notices", scan.notices}};
}

void printRecovery(const CommandLine& line, const std::filesystem::path& document)
{
    const auto scan = scanFolder(line);
    for (const auto& notice : scan.notices)
        std::cout << notice << '\n';
    if (const auto* found = newestOf(scan, absoluteOf(document)))
        std::cout << document.native() << ": can be recovered with session recover: " << toText(*found) << '\n';
    if (const auto holder = DocumentLock::holder(absoluteOf(document)); !holder.empty())
        std::cout << document.native() << ": is open in " << holder << '\n';
}

void addSessionRecover(CommandLine& line, CLI::App& group)
{
    const auto arguments = std::make_shared<RecoverArguments>();
    auto& command = line.add(group, "recover", "Save the edits that a crash left unsaved; without SESSION, list them",
                             [&line, arguments] { return run(line, *arguments); });
    command.add_option("SESSION", arguments->document, "Session document; without it, one that was never saved");
    command.add_option("-o,--output", arguments->output, "Save them here instead");
    command.add_flag("--overwrite", arguments->overwrites, "Also over a document that was changed since");
    command.add_flag("--discard", arguments->discards, "Throw them away");
}

} // namespace loophole::cli
