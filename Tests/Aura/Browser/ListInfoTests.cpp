#include "Aura/Browser/ListInfo.h"

#include <catch2/catch.hpp>

using namespace loophole::aura;

namespace
{

const auto folder = BrowserScope::ofFolder("/m");
const auto library = BrowserScope::of(BrowserScope::Kind::library);

} // namespace

TEST_CASE("the line above the list tells how many there are, how many are chosen, and of how many")
{
    ListState state;
    state.isOfLibrary = true;
    state.count = 1204;
    CHECK(infoOf(state, library).text == "1,204 files");
    state.selected = 3;
    CHECK(infoOf(state, library).text == "3 files of 1,204 files chosen");
    state.selected = 1;
    state.count = 501;
    state.isCountExact = false;
    CHECK(infoOf(state, library).text == "more than 500 files");
    ListState filtered;
    filtered.hasQuery = true;
    filtered.count = 2;
    filtered.folderSize = 9;
    CHECK(infoOf(filtered, folder).text == "2 of 9");
    ListState mixed;
    mixed.count = 3;
    mixed.folders = 1;
    CHECK(infoOf(mixed, folder).text == "1 folder, 2 files");
    mixed.folders = 3;
    CHECK(infoOf(mixed, folder).text == "3 folders");
}

TEST_CASE("what is wrong is said in place, and as a fault")
{
    ListState state;
    state.error = "query: there is no field \"x:\"";
    CHECK(infoOf(state, library).isFault);
    CHECK(infoOf(state, library).text == "there is no field \"x:\"");
    ListState hung;
    hung.isAnswered = false;
    hung.isSilent = true;
    CHECK(infoOf(hung, folder).isFault);
    CHECK(infoOf(hung, folder).text.starts_with("The drive does not answer"));
    CHECK(infoOf(hung, folder).invitation.empty());
}

TEST_CASE("the grammar is shown where a query begins, and plain words where names are filtered")
{
    ListState state;
    state.isBeginningQuery = true;
    state.isOfLibrary = true;
    CHECK(infoOf(state, library).text.find("bpm:90-95") != std::string::npos);
    state.isOfLibrary = false;
    CHECK(infoOf(state, folder).text.find("bpm") == std::string::npos);
}

TEST_CASE("an empty list says what to do, and a list that is on its way says nothing of the kind")
{
    ListState state;
    state.isOfLibrary = true;
    CHECK(infoOf(state, BrowserScope::ofCollection(4)).invitation == "Choose files and press 4 to collect them here.");
    CHECK(infoOf(state, BrowserScope::of(BrowserScope::Kind::favourites)).invitation.find("Shift+F") !=
          std::string::npos);
    state.isLibraryEmpty = true;
    CHECK(infoOf(state, library).invitation.find("drop it here") != std::string::npos);
    state.hasQuery = true;
    CHECK(infoOf(state, library).invitation == "Nothing here has these words.");
    state.isAnswered = false;
    CHECK(infoOf(state, library).invitation.empty());
    CHECK(infoOf(state, library).text == "Searching\u2026");
    CHECK(infoOf({}, folder).invitation == "No audio files in this folder.");
}
