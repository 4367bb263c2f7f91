#include "Aura/Browser/BrowserPanel.h"

#include "Aura/PanelFixture.h"

using namespace loophole;
using namespace loophole::aura;

namespace
{

/** The browser with Pulse and the library played by the test. */
struct Browsing : PanelFixture
{
    Browsing()
    {
        panel.setVisible(true);
        panel.setSize(330, 600);
        panel.show(BrowserScope::ofFolder("/home/u"));
        static_cast<void>(heard());
    }

    void know(const char* place)
    {
        LibraryOverview overview;
        overview.places.resize(1);
        overview.places[0].folder = place;
        overview.places[0].files = 3;
        overview.files = 3;
        say(overview);
    }
    template <class Message>
    std::optional<Message> last()
    {
        std::optional<Message> found;
        for (auto& one : heard())
            if (auto* message = std::get_if<Message>(&one))
                found = *message;
        return found;
    }
    void frame()
    {
        clock.advance(std::chrono::milliseconds(20));
        panel.frame();
    }
    static LibraryHits hitsFor(const SearchLibrary& asked, std::size_t count)
    {
        LibraryHits hits;
        hits.request = asked.request;
        hits.total = count;
        for (std::size_t at = 0; at < count; ++at)
        {
            LibraryHit hit;
            hit.file = static_cast<LibraryFileId>(at) + 1;
            hit.path = "/m/" + std::to_string(at) + ".wav";
            hits.hits.push_back(hit);
        }
        return hits;
    }

    BrowserPanel panel{context, "/home/u"};
};

} // namespace

TEST_CASE("a folder is listed, and once the library knows it its marks are asked for")
{
    Browsing browsing;
    browsing.panel.openFolder("/m/Drums");
    const auto listing = browsing.last<ListFolder>();
    REQUIRE(listing);
    CHECK(listing->folder == "/m/Drums");
    browsing.say(FolderListed{listing->request, "/m/Drums", {{"/m/Drums/0.wav", false, 1}}, true, {}});
    CHECK(browsing.panel.isSettled() == false); // it is put in order with the next frame
    browsing.frame();
    browsing.know("/m");
    const auto marks = browsing.last<SearchLibrary>();
    REQUIRE(marks);
    CHECK(marks->within == "/m/Drums");
    CHECK_FALSE(marks->isDeep);
}

TEST_CASE("a source of the library is searched for, one page, and again when its files have changed")
{
    Browsing browsing;
    browsing.know("/m");
    browsing.panel.show(BrowserScope::of(BrowserScope::Kind::favourites));
    browsing.frame();
    const auto asked = browsing.last<SearchLibrary>();
    REQUIRE(asked);
    CHECK(asked->scope == "fav:yes");
    CHECK(asked->limit == LibraryRows::page);
    CHECK_FALSE(browsing.panel.isSettled());
    browsing.say(Browsing::hitsFor(*asked, 3));
    browsing.frame();
    CHECK_FALSE(browsing.last<SearchLibrary>());
    LibraryScanProgress progress;
    progress.isScanning = true;
    browsing.say(progress);
    progress.isScanning = false;
    browsing.say(progress);
    browsing.frame();
    const auto again = browsing.last<SearchLibrary>();
    REQUIRE(again);
    CHECK(again->scope == "fav:yes");
}

TEST_CASE("dropped folders become places and a dropped file is shown where it lies; neither is moved")
{
    Browsing browsing;
    browsing.panel.filesDropped({"/x/Samples", "/x/More"}, 5, 5);
    CHECK(browsing.last<ScanLibrary>()->folders == std::vector<std::filesystem::path>{"/x/Samples", "/x/More"});
    browsing.panel.filesDropped({"/x/Samples/kick.wav"}, 5, 5);
    const auto heard = browsing.heard();
    CHECK(ModelFixture::count<ScanLibrary>(heard) == 0);
    CHECK(ModelFixture::count<ListFolder>(heard) == 1);
}

TEST_CASE("a new session shows its folder, unless the user is in the library")
{
    Browsing browsing;
    SessionChanged opened;
    opened.session = std::make_shared<Session>();
    opened.document = "/songs/One/Song.loophole";
    browsing.say(opened);
    CHECK(browsing.last<ListFolder>()->folder == "/songs/One");
    browsing.panel.show(BrowserScope::of(BrowserScope::Kind::recents));
    opened.session = std::make_shared<Session>();
    opened.document = "/songs/Two/Song.loophole";
    browsing.say(opened);
    CHECK_FALSE(browsing.last<ListFolder>());
}
