#include "Pulse/Library/PlaceScan.h"

#include "Support/LibraryStage.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::testing;

TEST_CASE("a first scan opens every file, the next opens only what has changed")
{
    LibraryStage stage;
    stage.put("/m/Drums/kick.wav");
    stage.put("/m/Drums/snare.wav");
    stage.put("/m/pad.flac").facts.format = "FLAC";
    const auto first = stage.scan({"/m"});
    CHECK_FALSE(first.isScanning);
    CHECK(first.folders == 2);
    CHECK(first.files == 3);
    CHECK(first.read == 3);
    CHECK(stage.names("") == std::vector<std::string>{"kick.wav", "pad.flac", "snare.wav"});

    stage.files["/m/Drums/snare.wav"].stamp.modified = 2;
    stage.files["/m/pad.flac"].stamp.bytes = 5;
    stage.opened.clear();
    const auto second = stage.scan({"/m"});
    CHECK(second.unchanged == 1);
    CHECK(second.read == 2);
    CHECK(stage.opened.size() == 2);
}

TEST_CASE("folders are read in parts and the number of questions is bounded")
{
    LibraryStage stage;
    for (int i = 0; i < 3000; ++i)
        stage.put("/m/big/" + std::to_string(i) + ".wav");
    for (int i = 0; i < 50; ++i)
        stage.put("/m/many/" + std::to_string(i) + "/a.wav");
    const auto told = stage.scan({"/m"});
    CHECK(told.read == 3050);
    CHECK(stage.mostAsked <= PlaceScan::mostProbes + PlaceScan::mostListings);
}

TEST_CASE("files that are gone are forgotten unless the user has said something of them")
{
    LibraryStage stage;
    stage.put("/m/a.wav");
    stage.put("/m/b.wav");
    stage.put("/m/sub/c.wav");
    static_cast<void>(stage.scan({"/m"}));
    stage.tell(MarkLibraryFiles{{stage.only("b").file}, true, {}, 0, 0});
    stage.files.clear();
    stage.put("/m/d.wav").print = 99;
    const auto told = stage.scan({"/m"});
    CHECK(told.gone == 3);
    CHECK(stage.names("") == std::vector<std::string>{"b.wav", "d.wav"});
    CHECK(stage.only("b").offlineStatus == OfflineStatus::missing);
    CHECK(stage.only("b").cause == "is no longer there");
    CHECK(stage.only("b").isFavourite);

    stage.put("/m/b.wav");
    static_cast<void>(stage.scan({"/m"}));
    CHECK(stage.only("b").offlineStatus == OfflineStatus::present);
    CHECK(stage.only("b").isFavourite);
}

TEST_CASE("a file that was moved or renamed keeps what the user has said of it, and its number")
{
    LibraryStage stage;
    stage.put("/m/a.wav").print = 7;
    stage.put("/m/z.wav").print = 8;
    static_cast<void>(stage.scan({"/m"}));
    const auto before = stage.only("a").file;
    stage.tell(MarkLibraryFiles{{before}, {}, 4, 0b101, 0});
    stage.tell(LabelLibraryFiles{{before}, {"thump"}, {}});
    auto moved = stage.files["/m/a.wav"];
    stage.files.erase("/m/a.wav");
    stage.files["/m/deep/folder/b.wav"] = moved;
    const auto told = stage.scan({"/m"});
    CHECK(told.moved == 1);
    const auto after = stage.only("b");
    CHECK(after.file == before);
    CHECK(after.path == "/m/deep/folder/b.wav");
    CHECK(after.rating == 4);
    CHECK(after.collections == 0b101);
    CHECK(after.labels == std::vector<std::string>{"thump"});
    CHECK(stage.names("thump deep") == std::vector<std::string>{"b.wav"});
    CHECK(stage.names("").size() == 2);
}

TEST_CASE("another file of the same size and time takes nothing over")
{
    LibraryStage stage;
    stage.put("/m/a.wav").print = 7;
    static_cast<void>(stage.scan({"/m"}));
    stage.tell(MarkLibraryFiles{{stage.only("a").file}, true, {}, 0, 0});
    stage.files.clear();
    stage.put("/m/b.wav").print = 9;
    CHECK(stage.scan({"/m"}).moved == 0);
    CHECK_FALSE(stage.only("b").isFavourite);
    CHECK(stage.names("").size() == 2);
}

TEST_CASE("of several places that a file may have been moved to, the one with its name is taken")
{
    LibraryStage stage;
    stage.put("/m/old/kick.wav").print = 7;
    static_cast<void>(stage.scan({"/m"}));
    stage.tell(MarkLibraryFiles{{stage.only("kick").file}, true, {}, 0, 0});
    stage.files.clear();
    stage.put("/m/new/copy.wav").print = 7;
    stage.put("/m/new/kick.wav").print = 7;
    CHECK(stage.scan({"/m"}).moved == 1);
    CHECK(stage.only("kick").isFavourite);
    CHECK_FALSE(stage.only("copy").isFavourite);
}

TEST_CASE("a place that cannot be read keeps its files and is shown offline until it is back")
{
    LibraryStage stage;
    stage.put("/m/a.wav");
    stage.put("/m/sub/b.wav");
    static_cast<void>(stage.scan({"/m"}));
    stage.unreadable["/m"] = "no such file or directory";
    const auto told = stage.scan({"/m"});
    CHECK(told.offline == std::vector<std::string>{"/m: no such file or directory"});
    CHECK(stage.names("") == std::vector<std::string>{"a.wav", "b.wav"});
    CHECK(stage.names("is:offline") == std::vector<std::string>{"a.wav", "b.wav"});
    CHECK(stage.only("b").offlineStatus == OfflineStatus::missing);
    CHECK(stage.only("b").cause == "is offline: no such file or directory");

    stage.unreadable.clear();
    stage.opened.clear();
    CHECK(stage.scan({"/m"}).unchanged == 2);
    CHECK(stage.opened.empty());
    CHECK(stage.names("is:present").size() == 2);
}

TEST_CASE("a place that could never be read is told and not kept")
{
    LibraryStage stage;
    stage.unreadable["/mistyped"] = "no such file or directory";
    CHECK(stage.scan({"/mistyped"}).offline == std::vector<std::string>{"/mistyped: no such file or directory"});
    CHECK(stage.overview().places.empty());
}

TEST_CASE("a place that was full and is empty has lost its drive, not its files")
{
    LibraryStage stage;
    stage.put("/m/a.wav");
    static_cast<void>(stage.scan({"/m"}));
    stage.files.clear();
    const auto told = stage.scan({"/m"});
    CHECK(told.gone == 0);
    CHECK(told.offline.size() == 1);
    CHECK(stage.names("is:offline") == std::vector<std::string>{"a.wav"});
}

TEST_CASE("a drive below a place that is taken away takes no files with it")
{
    LibraryStage stage;
    stage.put("/m/a.wav");
    stage.put("/m/usb/b.wav");
    stage.devices["/m/usb"] = 2;
    static_cast<void>(stage.scan({"/m"}));
    stage.devices.clear();
    stage.files.erase("/m/usb/b.wav");
    SECTION("its folder is left behind")
    {
        stage.put("/m/usb/other/c.wav");
        CHECK(stage.scan({"/m"}).gone == 0);
    }
    SECTION("its folder goes with it")
    {
        CHECK(stage.scan({"/m"}).gone == 0);
    }
    CHECK(stage.only("b").cause == "is offline: its drive is not there");
    stage.files.erase("/m/usb/other/c.wav");
    stage.put("/m/usb/b.wav").print = 2;
    stage.devices["/m/usb"] = 3;
    static_cast<void>(stage.scan({"/m"}));
    CHECK(stage.only("b").offlineStatus == OfflineStatus::present);
}

TEST_CASE("a folder that may not be read keeps what is known of it")
{
    LibraryStage stage;
    stage.put("/m/open/a.wav");
    stage.put("/m/shut/b.wav");
    static_cast<void>(stage.scan({"/m"}));
    stage.unreadable["/m/shut"] = "permission denied";
    const auto told = stage.scan({"/m"});
    CHECK(told.unreadable == 1);
    CHECK(told.gone == 0);
    CHECK(told.offline.empty());
    CHECK(stage.only("b").cause == "is offline: permission denied");
    CHECK(stage.only("a").offlineStatus == OfflineStatus::present);
}

TEST_CASE("loops of links end, and a folder is known by its own path")
{
    LibraryStage stage;
    stage.put("/m/real/a.wav");
    stage.link("/m/again", "/m/real");
    stage.link("/m/real/up", "/m");
    stage.link("/m/dangling.wav", "/nowhere/x.wav");
    stage.link("/m/notes.txt", "/m/real/a.wav");
    stage.link("/m/other.wav", "/elsewhere/o.wav");
    stage.put("/elsewhere/o.wav");
    const auto told = stage.scan({"/m"});
    CHECK(stage.names("") == std::vector<std::string>{"a.wav", "other.wav"});
    CHECK(stage.only("name:a.wav").path == "/m/real/a.wav");
    CHECK(told.folders == 2);
    CHECK(stage.listingsEnded == 0);
    stage.opened.clear();
    CHECK(stage.scan({"/m"}).unchanged == 2);
}

TEST_CASE("names that are no text are kept as they are and found by what can be read of them")
{
    LibraryStage stage;
    stage.put("/m/\xFF\xFEkick \xE9.wav");
    stage.put("/m/bad\xFF/snare.wav");
    static_cast<void>(stage.scan({"/m"}));
    CHECK(stage.only("kick").path == "/m/\xFF\xFEkick \xE9.wav");
    CHECK(stage.only("snare").path == "/m/bad\xFF/snare.wav");
    CHECK(stage.scan({"/m"}).unchanged == 2);
}

TEST_CASE("damaged files are known as such and not opened again, those that cannot be read are")
{
    LibraryStage stage;
    auto& damaged = stage.put("/m/damaged.wav");
    damaged.outcome = MediaProbed::Outcome::damaged;
    damaged.error = "is not an audio file";
    auto& locked = stage.put("/m/locked.wav");
    locked.outcome = MediaProbed::Outcome::unreadable;
    locked.error = "permission denied";
    const auto first = stage.scan({"/m"});
    CHECK(first.damaged == 1);
    CHECK(first.unreadable == 1);
    CHECK(stage.only("damaged").cause == "is not an audio file");
    CHECK(stage.names("is:damaged").size() == 2);
    stage.opened.clear();
    locked.outcome = MediaProbed::Outcome::medium;
    locked.error.clear();
    static_cast<void>(stage.scan({"/m"}));
    CHECK(stage.opened == std::vector<std::filesystem::path>{"/m/locked.wav"});
    CHECK(stage.only("locked").cause.empty());
    CHECK(stage.only("locked").facts.channels == 2);
}

TEST_CASE("a place whose drive hangs holds up no other, and keeps its files when it is given up")
{
    LibraryStage stage;
    for (int i = 0; i < 200; ++i)
    {
        stage.put("/hung/" + std::to_string(i) + ".wav");
        stage.put("/well/" + std::to_string(i) + ".wav");
    }
    static_cast<void>(stage.scan({"/hung"}));
    for (auto& [path, file] : stage.files)
        file.stamp.modified = 2;
    stage.held.insert("/hung");
    const auto told = stage.scan({"/hung", "/well"});
    CHECK(told.isScanning);
    CHECK(told.read == 200);
    stage.clock.advance(std::chrono::seconds(1));
    stage.tell(NoteLibraryUse{"/none"}); // a turn in which what was found is written
    CHECK(stage.names("in:well").size() == 200);
    CHECK(stage.overview().places.at(1).state == LibraryPlace::State::scanned);
    stage.giveUpHeld();
    CHECK_FALSE(stage.progress.isScanning);
    CHECK(stage.progress.offline == std::vector<std::string>{"/hung: its drive does not answer"});
    CHECK(stage.names("in:hung").size() == 200);
}
