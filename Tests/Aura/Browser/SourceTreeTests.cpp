#include "Aura/Browser/SourceTree.h"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace loophole;
using namespace loophole::aura;

namespace
{

constexpr Instant now = std::chrono::seconds(50);

struct Tree
{
    Tree()
    {
        LibraryOverview library;
        library.files = 1200;
        library.favourites = 4;
        LibraryPlace place;
        place.folder = "/m/Drums";
        place.files = 1200;
        place.state = LibraryPlace::State::offline;
        place.cause = "not mounted";
        library.places = {place};
        library.collections = {0, 3, 0, 0, 0, 0, 0};
        library.searches = {{"Long", "len:>1min"}};
        tree.setLibrary(library);
        tree.setRoots({{"Home", "/home/u"}});
    }

    [[nodiscard]] std::vector<std::string> texts(Instant at = now) const
    {
        std::vector<std::string> all;
        for (const auto& row : tree.rows(at))
            all.push_back(std::string(static_cast<std::size_t>(row.depth), ' ') + row.text);
        return all;
    }
    [[nodiscard]] SourceRow row(const std::string& text) const
    {
        const auto rows = tree.rows(now);
        const auto found = std::ranges::find_if(rows, [&](const auto& row) { return row.text == text; });
        REQUIRE(found != rows.end());
        return *found;
    }
    [[nodiscard]] bool has(const std::string& text, Instant at = now) const
    {
        const auto all = texts(at);
        return std::ranges::find(all, text) != all.end();
    }

    std::vector<SourceTree::Question> asked;
    std::uint32_t request = 0;
    SourceTree tree{[this] { return RequestId{++request}; },
                    [this](SourceTree::Question question) { asked.push_back(std::move(question)); }};
};

FolderListed listing(RequestId request, std::vector<FolderEntry> entries, bool isComplete)
{
    return {request, "/home/u", std::move(entries), isComplete, {}};
}

} // namespace

TEST_CASE("the tree shows places, marks, searches and folders, each under its heading")
{
    const Tree tree;
    CHECK(tree.texts() == std::vector<std::string>{"Library", "All files", "Drums", "Favourites", "Recents",
                                                   "Collections", "Collection 2, orange", "Searches", "Long", "Folders",
                                                   "Home"});
    CHECK(tree.row("All files").files == 1200);
    CHECK(tree.row("Favourites").files == 4);
    CHECK(tree.row("Drums").isAway);
    CHECK(tree.row("Drums").cause == "not mounted");
}

TEST_CASE("an empty library invites, and has no marks to show")
{
    Tree tree;
    tree.tree.setLibrary({});
    const auto rows = tree.tree.rows(now);
    REQUIRE(rows.size() == 4);
    CHECK(rows[1].kind == SourceRow::Kind::message);
    CHECK(rows[2].text == "Folders");
}

TEST_CASE("collections that hold nothing are shown when their heading is opened")
{
    Tree tree;
    CHECK_FALSE(tree.has("Collection 7, grey"));
    tree.tree.toggle(tree.row("Collections"), now);
    CHECK(tree.has("Collection 7, grey"));
    tree.tree.toggle(tree.row("Collections"), now);
    CHECK_FALSE(tree.has("Collection 7, grey"));
}

TEST_CASE("folders of a place come from the library, also while its drive is away")
{
    Tree tree;
    tree.tree.toggle(tree.row("Drums"), now);
    REQUIRE(tree.asked.size() == 1);
    CHECK(std::get<RequestLibraryFolders>(tree.asked[0]).parent == "/m/Drums");
    tree.tree.take(
        LibraryFolders{"/m/Drums", {{"/m/Drums/Kick 10", 5, false, true}, {"/m/Drums/kick 2", 7, true, false}}});
    CHECK(tree.texts()[3] == " kick 2");
    CHECK(tree.texts()[4] == " Kick 10");
    CHECK(tree.row("kick 2").files == 7);
    CHECK(tree.row("kick 2").scope == BrowserScope::ofPlace("/m/Drums/kick 2"));
    CHECK(tree.row("kick 2").canExpand);
    CHECK(tree.row("Kick 10").isAway);

    tree.tree.refresh(now);
    CHECK(tree.asked.size() == 2);
    tree.tree.toggle(tree.row("Drums"), now);
    CHECK_FALSE(tree.has(" kick 2"));
}

TEST_CASE("folders of the disk come as they are listed, and one that does not answer says so in place")
{
    Tree tree;
    tree.tree.toggle(tree.row("Home"), now);
    REQUIRE(tree.asked.size() == 1);
    const auto request = std::get<ListFolder>(tree.asked[0]).request;
    CHECK_FALSE(tree.has(" does not answer"));
    CHECK(tree.has(" does not answer", now + SourceTree::patience));
    CHECK(tree.tree.take(listing(request, {{"/home/u/b", true, 0}, {"/home/u/x.wav", false, 1}}, false)));
    CHECK(tree.has(" b"));
    CHECK_FALSE(tree.has(" x.wav"));
    CHECK(tree.tree.take(listing(request, {{"/home/u/a", true, 0}, {"/home/u/.hidden", true, 0}}, true)));
    CHECK_FALSE(tree.has(" does not answer", now + SourceTree::patience));
    CHECK_FALSE(tree.has(" .hidden"));
    const auto texts = tree.texts();
    CHECK(texts[texts.size() - 2] == " a");
    CHECK(tree.row("a").scope == BrowserScope::ofFolder("/home/u/a"));
    // What belongs to another list, or comes when the folder was closed, is not taken.
    CHECK_FALSE(tree.tree.take(listing(RequestId{99}, {}, true)));
    tree.tree.toggle(tree.row("Home"), now);
    CHECK_FALSE(tree.tree.take(listing(request, {{"/home/u/late", true, 0}}, true)));
}

TEST_CASE("a folder that cannot be read, or holds none, says so")
{
    Tree tree;
    tree.tree.toggle(tree.row("Home"), now);
    const auto request = std::get<ListFolder>(tree.asked[0]).request;
    auto refused = listing(request, {}, true);
    refused.error = "/home/u: Permission denied";
    CHECK(tree.tree.take(refused));
    CHECK(tree.has(" /home/u: Permission denied"));
    tree.tree.toggle(tree.row("Home"), now);
    tree.tree.toggle(tree.row("Home"), now);
    CHECK(tree.tree.take(listing(std::get<ListFolder>(tree.asked[1]).request, {}, true)));
    CHECK(tree.has(" no folders in it"));
}
