#include "Aura/Browser/ListInfo.h"

#include "Aura/Browser/RowTexts.h"

namespace loophole::aura
{
namespace
{

constexpr const char* grammar = "kick -soft   snare, clap   type:wav   len:<2s   bpm:120-130   key:Am   tag:dry";

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
        return {state.error, true, {}};
    if (state.isBeginningQuery)
        info.text = state.isOfLibrary ? grammar : "words of the names, in any order";
    else if (!state.isOfLibrary && state.isSilent)
        return {"The drive does not answer. What comes is shown as it comes.", true, {}};
    else if (!state.isAnswered && state.count == 0)
        info.text = state.isOfLibrary ? "Searching\u2026" : "Reading the folder\u2026";
    else if (state.selected > 1)
        info.text = countText(state.selected, true) + " of " + countText(state.count, state.isCountExact) + " chosen";
    else if (!state.isOfLibrary && state.hasQuery)
        info.text = countText(state.count, true) + " of " + countText(state.folderSize, true);
    else
        info.text = countText(state.count, state.isCountExact);
    if (state.count == 0 && state.isAnswered)
        info.invitation = emptyText(state, scope);
    return info;
}

} // namespace loophole::aura
