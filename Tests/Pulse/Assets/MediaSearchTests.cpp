#include "Pulse/Assets/MediaSearch.h"

#include "Support/ContentByHand.h"

#include <catch2/catch.hpp>
#include <map>

using namespace loophole;
using namespace loophole::testing;

namespace
{

using Files = std::map<std::string, std::string>;

/** Files by their absolute paths, and Signal's answers about them. */
struct Disks
{
    explicit Disks(Files contents) : files(std::move(contents)) {}

    /** Answers until nothing is asked for any more. */
    void serve(MediaSearch& search)
    {
        for (auto requests = search.takeRequests(); !requests.empty(); requests = search.takeRequests())
            for (const auto& request : requests)
                std::visit([&](const auto& message) { answer(search, message); }, request);
    }

    void answer(MediaSearch& search, const ScanFolder& request)
    {
        listed.push_back(request.folder.native());
        FolderScanned part;
        part.request = request.request;
        part.isComplete = true;
        part.identity = {1, std::hash<std::string>()(request.folder.native())};
        if (hung.contains(request.folder.native()))
            part.error = "its drive does not answer";
        std::set<std::string> names;
        const auto start = request.folder.native() + "/";
        for (const auto& [path, bytes] : files)
            if (part.error.empty() && path.starts_with(start))
            {
                const auto rest = path.substr(start.size());
                const auto slash = rest.find('/');
                if (!names.insert(rest.substr(0, slash)).second)
                    continue;
                ScannedEntry entry;
                entry.name = rest.substr(0, slash);
                entry.kind = slash == std::string::npos ? ScannedEntry::Kind::file : ScannedEntry::Kind::folder;
                entry.stamp.bytes = static_cast<std::int64_t>(bytes.size());
                part.entries.push_back(entry);
            }
        CHECK(search.take(part));
    }
    void answer(MediaSearch& search, const FingerprintMedia& request)
    {
        MediaFingerprinted print;
        print.request = request.request;
        print.isComplete = true;
        if (const auto found = files.find(request.file.native()); found == files.end())
            print.error = "No such file or directory";
        else
        {
            print.content = contentOf(found->second);
            if (!request.wantedPrint.isNone() && request.wantedPrint != print.content.quickPrint)
                print.content.hash.reset();
            else
                read.push_back(request.file.native());
        }
        CHECK(search.take(print));
    }
    void answer(MediaSearch& search, const ProbeMedia& request)
    {
        opened.push_back(request.file.native());
        MediaProbed found;
        found.request = request.request;
        found.outcome = MediaProbed::Outcome::medium;
        found.facts.sampleRate = SampleRate(48000);
        found.facts.length = FrameCount(1000);
        found.print = contentOf(files.at(request.file.native())).quickPrint;
        CHECK(search.take(found));
    }
    void answer(MediaSearch&, const EndFolderScan&) { ++ended; }
    template <class Other>
    void answer(MediaSearch&, const Other&)
    {
    }

    std::map<std::string, std::string> files;
    std::set<std::string> hung;
    std::vector<std::string> listed;
    std::vector<std::string> read;
    std::vector<std::string> opened;
    int ended = 0;
};

WantedMedium lost(std::uint32_t asset, const std::string& path, const std::string& bytes = {})
{
    WantedMedium wanted{AssetId{asset}, path, {}, {}};
    if (!bytes.empty())
        wanted.record.content = contentOf(bytes);
    return wanted;
}

std::function<RequestId()> counting()
{
    return [last = std::make_shared<std::uint32_t>(firstRequestOfPulse)] { return RequestId{++*last}; };
}

} // namespace

TEST_CASE("one is found by content under a new name, one by its folders and one by its name")
{
    Disks disks({{"/n/renamed.wav", "kick!"},
                 {"/n/Drums/snare.wav", "sn"},
                 {"/n/Other/snare.wav", "sn2"},
                 {"/n/deep/down/hat.wav", "h"},
                 {"/n/large.wav", "of no interest"}});
    MediaSearch search({lost(1, "/old/kick.wav", "kick!"), lost(2, "/old/Drums/snare.wav"), lost(3, "/old/hat.wav")},
                       counting());
    search.addFolder("/n");
    disks.serve(search);
    REQUIRE(search.isDone());
    const auto found = search.results();
    CHECK(found[0].decision.file == "/n/renamed.wav");
    CHECK(found[0].decision.tier == RelinkTier::content);
    CHECK(found[1].decision.file == "/n/Drums/snare.wav");
    CHECK(found[1].decision.tier == RelinkTier::pathSuffix);
    CHECK(found[2].decision.file == "/n/deep/down/hat.wav");
    CHECK(found[2].decision.tier == RelinkTier::name);
    CHECK(disks.read == std::vector<std::string>{"/n/renamed.wav"});
    CHECK(disks.opened.size() == 3);
    CHECK(search.foldersListed() == 5);
    CHECK(search.filesSeen() == 5);
}

TEST_CASE("files of the wanted size are read only where their quick print is right")
{
    Disks disks({{"/n/a/take.wav", "xbc"}, {"/n/b/take.wav", "abd"}, {"/n/c/take.wav", "abcd"}, {"/n/d/t.wav", "abc"}});
    MediaSearch search({lost(1, "/old/take.wav", "abc")}, counting());
    search.addFolder("/n");
    disks.serve(search);
    const auto decision = search.results()[0].decision;
    CHECK(decision.file == "/n/d/t.wav");
    CHECK(std::ranges::count(disks.read, "/n/a/take.wav") == 0);
    CHECK(std::ranges::count(disks.read, "/n/c/take.wav") == 0);
}

TEST_CASE("a search ends when everything is found beyond doubt, and what is under way is not asked for any more")
{
    std::map<std::string, std::string> files{{"/a/kick.wav", "kick"}};
    for (int i = 0; i < 100; ++i)
        files["/n/" + std::to_string(i) + "/x.wav"] = "x";
    Disks disks(files);
    MediaSearch search({lost(1, "/old/kick.wav", "kick")}, counting());
    search.addFolder("/a");
    search.addFolder("/n");
    disks.serve(search);
    CHECK(search.isDone());
    CHECK(disks.listed.size() < 50);
    CHECK(search.results()[0].decision.tier == RelinkTier::content);
}

TEST_CASE("a folder whose drive hangs is named and holds up nothing")
{
    Disks disks({{"/n/kick.wav", "kick"}, {"/hung/kick.wav", "kick"}});
    disks.hung.insert("/hung");
    MediaSearch search({lost(1, "/old/kick.wav")}, counting());
    search.addFolder("/hung");
    search.addFolder("/n");
    disks.serve(search);
    REQUIRE(search.isDone());
    CHECK(search.results()[0].decision.file == "/n/kick.wav");
    REQUIRE(search.unreadable().size() == 1);
    CHECK(search.unreadable()[0] == "/hung: its drive does not answer");
}

TEST_CASE("single files are asked about: those that the library names, and those that have moved alike")
{
    Disks disks({{"/lib/x.wav", "kick"}, {"/new/Bass/low.wav", "low"}});
    MediaSearch search({lost(1, "/old/kick.wav", "kick"), lost(2, "/old/Bass/low.wav"), lost(3, "/old/gone.wav", "z")},
                       counting());
    search.addFile("/lib/x.wav");
    search.addFile("/lib/gone.wav");
    search.addFile("/new/Bass/low.wav", AssetId{2});
    disks.serve(search);
    const auto found = search.results();
    CHECK(found[0].decision.tier == RelinkTier::content);
    CHECK(found[1].decision.tier == RelinkTier::pathSuffix);
    CHECK(found[1].decision.why == "lies where another lost file was found");
    CHECK_FALSE(found[2].decision.file);
    CHECK(found[2].decision.why == "not found");
    CHECK(found[2].decision.refused.empty());
}

TEST_CASE("a cancelled search takes its listings and readings back and is done")
{
    Disks disks(Files{{"/n/kick.wav", "kick"}});
    MediaSearch search({lost(1, "/old/kick.wav", "kick")}, counting());
    search.addFolder("/n");
    const auto asked = search.takeRequests();
    REQUIRE(asked.size() == 1);
    const auto taken = search.cancel();
    REQUIRE(taken.size() == 1);
    CHECK(std::get<EndFolderScan>(taken[0]).request == std::get<ScanFolder>(asked[0]).request);
    CHECK(search.isDone());
    CHECK_FALSE(search.take(FolderScanned{std::get<ScanFolder>(asked[0]).request, {}, {}, true, {}, false}));
}

TEST_CASE("a folder that is reached twice is listed once, and links are followed without trust")
{
    Disks disks(Files{{"/n/kick.wav", "kick"}});
    MediaSearch search({lost(1, "/old/kick.wav")}, counting());
    search.addFolder("/n");
    search.addFolder("/n/.");
    const auto asked = search.takeRequests();
    REQUIRE(asked.size() == 1);
    ScannedEntry link;
    link.name = "link";
    link.kind = ScannedEntry::Kind::link;
    link.linkTarget = "/elsewhere";
    CHECK(search.take(FolderScanned{std::get<ScanFolder>(asked[0]).request, {1, 1}, {link}, true, {}, false}));
    const auto next = search.takeRequests();
    REQUIRE(next.size() == 1);
    CHECK(std::get<ScanFolder>(next[0]).folder == "/elsewhere");
    // It leads to the folder that was listed: it is left at once.
    CHECK(search.take(FolderScanned{std::get<ScanFolder>(next[0]).request, {1, 1}, {}, false, {}, false}));
    CHECK(search.unreadable().empty());
    CHECK(search.isDone());
}
