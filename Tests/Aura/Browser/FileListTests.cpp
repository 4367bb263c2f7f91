#include "Aura/Browser/FileList.h"

#include "Aura/Diagnostics/StallProbe.h"
#include "Aura/FrameTime.h"
#include "Aura/PanelFixture.h"
#include "Aura/RepaintSpy.h"

#include <iostream>

using namespace loophole;
using namespace loophole::aura;

namespace
{

/** 200,000 files as a rule, of which one in ten has not arrived. */
struct ManyRows final : ListedRows
{
    std::size_t count() const override { return 200'000; }
    const FileRow* row(std::size_t at) const override
    {
        if (at >= count() || at % 10 == 9)
            return nullptr;
        made = {};
        made.path =
            "/m/Folder " + std::to_string(at / 100) + "/A rather long name of a sound " + std::to_string(at) + ".wav";
        made.file = static_cast<LibraryFileId>(at) + 1;
        made.isKnown = true;
        made.facts.sampleRate = SampleRate(48000);
        made.facts.length = FrameCount(48000 * static_cast<std::int64_t>(at % 100));
        made.facts.format = "WAV";
        made.isFavourite = at % 3 == 0;
        made.collections = static_cast<std::uint8_t>(at % 128);
        made.rating = static_cast<int>(at % 6);
        made.labels = {"dry", "loud"};
        return &made;
    }
    std::optional<std::size_t> find(const std::filesystem::path&) const override { return std::nullopt; }

private:
    mutable FileRow made;
};

struct Rows final : ListedRows
{
    std::size_t count() const override { return rows.size(); }
    const FileRow* row(std::size_t at) const override { return at < rows.size() ? &rows[at] : nullptr; }
    std::optional<std::size_t> find(const std::filesystem::path& path) const override
    {
        const auto found = std::ranges::find_if(rows, [&](const auto& row) { return row.path == path; });
        return found == rows.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - rows.begin()));
    }
    std::vector<FileRow> rows;
};

struct Listing : PanelFixture
{
    Listing()
    {
        list.setVisible(true);
        list.setSize(600, 500);
    }

    /** Once it rests, as in a window that shows it. */
    void rest()
    {
        list.frame();
        clock.advance(std::chrono::milliseconds(100));
        list.frame();
    }

    std::vector<std::string> chosen;
    FileList list{context,
                  {[this](const FileRow* row) { chosen.push_back(row == nullptr ? "" : row->path.filename()); },
                   [](const ListKey&) { return true; }, [](const FileRow&) {}, [](juce::Point<int>) {}, [] {}}};
};

FileRow fileNamed(const std::string& name)
{
    FileRow row;
    row.path = "/m/" + name;
    return row;
}

} // namespace

TEST_CASE("200,000 rows are scrolled through within a frame of the display each, whatever the columns")
{
    Listing listing;
    for (std::size_t number = 0; number < columnCount; ++number)
        listing.list.columns().show(static_cast<Column>(number), true);
    ManyRows rows;
    listing.list.show(rows);
    std::vector<double> milliseconds;
    for (int step = 0; step < 200; ++step)
    {
        const auto before = StallProbe::usedByThisThread();
        // Far jumps and small ones: a hand on the scroll bar, and a wheel.
        listing.list.choose(static_cast<std::size_t>(step % 2 == 0 ? step * 983 : step * 983 + 20));
        listing.list.frame();
        PanelFixture::paint(listing.list);
        milliseconds.push_back(
            std::chrono::duration<double, std::milli>(StallProbe::usedByThisThread() - before).count());
    }
    std::ranges::sort(milliseconds);
    std::cout << "a frame of a list of 200,000 rows with all columns: median " << milliseconds[100] << " ms, worst "
              << milliseconds.back() << " ms of the thread's time\n";
    CHECK(milliseconds[100] < frameTime);
}

TEST_CASE("media are asked for where the list rests, only those in view, and given up when they have gone by")
{
    Listing listing;
    Rows rows;
    for (int number = 0; number < 500; ++number)
        rows.rows.push_back(fileNamed(std::to_string(number) + ".wav"));
    rows.rows[1].offlineStatus = OfflineStatus::missing;
    listing.list.show(rows);
    listing.list.frame();
    CHECK(ModelFixture::count<BrowseFile>(listing.heard()) == 0); // still moving
    listing.rest();
    auto asked = listing.heard();
    const auto inView = listing.list.inView();
    CHECK(inView.first == 0);
    CHECK(inView.second <= 25);
    CHECK(ModelFixture::count<BrowseFile>(asked) == inView.second - 1); // what is missing is not looked for

    AudioAsset asset;
    asset.assetId = AssetId{7};
    asset.path = "/m/0.wav";
    asset.offlineStatus = OfflineStatus::present;
    asset.facts.sampleRate = SampleRate(48000);
    listing.say(AssetChanged{asset});
    listing.rest();
    asked = listing.heard();
    REQUIRE(ModelFixture::count<RequestPeaks>(asked) == 1);
    const auto& peaks = std::get<RequestPeaks>(
        *std::ranges::find_if(asked, [](const auto& one) { return std::holds_alternative<RequestPeaks>(one); }));
    CHECK(peaks.asset == AssetId{7});
    CHECK(peaks.isRow);

    listing.list.choose(400);
    listing.rest();
    CHECK(ModelFixture::count<CancelPeaks>(listing.heard()) == 1);
}

TEST_CASE("the file that was chosen stays chosen while rows come before it, and is not chosen anew")
{
    Listing listing;
    Rows rows;
    rows.rows = {fileNamed("b.wav"), fileNamed("d.wav")};
    listing.list.setRowsMove(true);
    listing.list.show(rows);
    listing.list.choose(1);
    CHECK(listing.chosen == std::vector<std::string>{"d.wav"});
    rows.rows.insert(rows.rows.begin(), fileNamed("a.wav"));
    listing.list.rowsChanged();
    CHECK(listing.list.currentRow() == 2);
    REQUIRE(listing.list.selected().size() == 1);
    CHECK(listing.list.selected()[0]->path == "/m/d.wav");
    CHECK(listing.chosen.size() == 1);
}

TEST_CASE("another list begins at its top with nothing chosen")
{
    Listing listing;
    ManyRows many;
    listing.list.show(many);
    listing.list.choose(100'000);
    CHECK(listing.list.inView().first > 90'000);
    Rows few;
    few.rows = {fileNamed("a.wav")};
    listing.list.show(few);
    CHECK(listing.list.inView() == std::pair<std::size_t, std::size_t>(0, 1));
    CHECK(listing.list.selectedCount() == 0);
}

TEST_CASE("what came for one file is painted on its row alone")
{
    Listing listing;
    Rows rows;
    for (int number = 0; number < 500; ++number)
        rows.rows.push_back(fileNamed(std::to_string(number) + ".wav"));
    listing.list.show(rows);
    RepaintSpy spy(listing.list);
    listing.list.repaintRowOf("/m/3.wav");
    const auto row = spy.take();
    CHECK(row.getHeight() == FileList::rowHeight);
    CHECK(row.getY() == ListHeader::height + 3 * FileList::rowHeight);
    listing.list.repaintRowOf("/m/400.wav"); // far below
    CHECK(spy.take().isEmpty());
}
