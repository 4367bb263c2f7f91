#include "Aura/Browser/ListInfo.h"

#include "Aura/Browser/RowTexts.h"

#include <string_view>

namespace loophole::aura
{
namespace
{

constexpr const char* grammar = "kick -soft, clap  type:wav  len:<2s  bpm:90-95  key:Am";

/** "2 folders, 12 files" */
std::string contentText(const ListState& state)
{
    const auto files = countText(state.count - state.folders, state.isCountExact);
    if (state.folders == 0)
        return files;
    auto text = std::to_string(state.folders);
    text.append(state.folders == 1 ? " folder" : " folders");
    if (state.count > state.folders)
        text.append(", ").append(files);
    return text;
}

std::string emptyText(const ListState& state, const BrowserScope& scope)
{
    if (state.hasQuery)
        return "Nothing here has these words.";
    switch (scope.kind)
    {
    case BrowserScope::Kind::favourites:
        return "Favourites show up here: choose files and press Shift+F.";
    case BrowserScope::Kind::recents:
        return "Files of the library that you hear or use show up here.";
    case BrowserScope::Kind::collection:
        return "Choose files and press " + std::to_string(scope.collection) + " to collect them here.";
    case BrowserScope::Kind::search:
        return "This search finds nothing now.";
    case BrowserScope::Kind::library:
    case BrowserScope::Kind::place:
        return state.isLibraryEmpty ? "The library has no folders yet: add one under Sources, or drop it here."
                                    : "No audio files are known here yet.";
    case BrowserScope::Kind::folder:
        break;
    }
    return "No audio files in this folder.";
}

} // namespace

ListInfo infoOf(const ListState& state, const BrowserScope& scope)
{
    ListInfo info;
    if (!state.error.empty())
    {
        // In the line below the query it goes without saying what is wrong.
        constexpr std::string_view subject = "query: ";
        return {state.error.substr(state.error.starts_with(subject) ? subject.size() : 0), true, {}};
    }
    if (state.isBeginningQuery)
        info.text = state.isOfLibrary ? grammar : "words of the names, in any order";
    else if (!state.isOfLibrary && state.isSilent)
        return {"The drive does not answer. What comes is shown as it comes.", true, {}};
    else if (!state.isAnswered && state.count == 0)
        info.text = state.isOfLibrary ? "Searching\u2026" : "Reading the folder\u2026";
    else if (state.selected > 1)
        info.text = countText(state.selected, true) + " of " + countText(state.count, state.isCountExact) + " chosen";
    else if (!state.isOfLibrary && state.hasQuery)
        info.text = std::to_string(state.count).append(" of ").append(std::to_string(state.folderSize));
    else
        info.text = contentText(state);
    if (state.count == 0 && state.isAnswered)
        info.invitation = emptyText(state, scope);
    return info;
}

} // namespace loophole::aura
