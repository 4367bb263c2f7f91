#include "Support/LibraryFile.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::testing;
using State = LibraryFiles::State;

TEST_CASE("what was found out about a file is kept, with key and tempo from its tags")
{
    LibraryFile library;
    const auto file = library.add("/m/a.wav", {{"key", "A minor"}, {"bpm", "127.5"}, {"title", "T"}});
    const auto hit = library.hit(file);
    CHECK(hit.path == "/m/a.wav");
    CHECK(hit.facts.sampleRate == SampleRate(44100));
    CHECK(hit.facts.length == FrameCount(22050));
    CHECK(hit.facts.tags.at("title") == "T");
    CHECK(hit.key == "Am");
    CHECK(hit.tempo == 127.5);
    CHECK(library.database.number("SELECT seconds * 10 FROM files") == 5);
    const auto other = library.add("/m/b.wav", {{"key", "loud"}, {"bpm", "5"}});
    CHECK(library.hit(other).key.empty());
    CHECK(library.hit(other).tempo == 0);
}

TEST_CASE("a file that is opened anew loses the tags it had, but none of the user's")
{
    LibraryFile library;
    const auto file = library.add("/m/a.wav", {{"title", "old"}, {"genre", "old"}, {"key", "C"}});
    library.marks->apply(SetLibraryTag{{file}, "title", "mine"});
    library.marks->apply(MarkLibraryFiles{{file}, true, 3, 1, 0});
    const auto folder = library.places->find("/m").value().id;
    MediaProbed found;
    found.outcome = MediaProbed::Outcome::medium;
    found.facts.tags = {{"title", "new"}, {"key", "D"}};
    library.files->store(folder, "a.wav", file, found, 2000);
    const auto hit = library.hit(file);
    CHECK(hit.facts.tags == std::map<std::string, std::string>{{"title", "mine"}, {"key", "D"}});
    CHECK(hit.key == "D");
    CHECK(hit.isFavourite);
    CHECK(hit.rating == 3);
    library.marks->apply(SetLibraryTag{{file}, "title", {}});
    CHECK(library.hit(file).facts.tags.at("title") == "new");
}

TEST_CASE("files are known by their bytes, with stamp and state")
{
    LibraryFile library;
    const auto file = library.add("/m/\xFF.wav");
    const auto folder = library.places->find("/m").value().id;
    auto known = library.files->of(folder);
    REQUIRE(known.size() == 1);
    CHECK(known.at("\xFF.wav").file == file);
    CHECK(known.at("\xFF.wav").stamp == ChangeStamp{10, 20});
    CHECK(known.at("\xFF.wav").state == State::opened);
    library.files->setGone(file);
    CHECK(library.files->of(folder).at("\xFF.wav").state == State::gone);
    library.files->setBack(file);
    CHECK(library.files->of(folder).at("\xFF.wav").state == State::opened);
    CHECK(library.files->setGoneBelow(folder) == 1);
}

TEST_CASE("everything that the user can say of a file keeps it when it is gone")
{
    LibraryFile library;
    std::vector<LibraryFileId> files;
    for (int i = 0; i < 7; ++i)
        files.push_back(library.add("/m/" + std::to_string(i) + ".wav", {{"title", "t"}}));
    library.marks->apply(MarkLibraryFiles{{files[0]}, true, {}, 0, 0});
    library.marks->apply(MarkLibraryFiles{{files[1]}, {}, 1, 0, 0});
    library.marks->apply(MarkLibraryFiles{{files[2]}, {}, {}, 0b1000000, 0});
    library.marks->apply(LabelLibraryFiles{{files[3]}, {"x"}, {}});
    library.marks->apply(SetLibraryTag{{files[4]}, "genre", "y"});
    library.marks->apply(NoteLibraryUse{"/m/5.wav"}, 77);
    for (const auto file : files)
        library.files->setGone(file);
    library.files->forgetGone(library.places->add("/m").place);
    CHECK(library.database.number("SELECT count(*) FROM files") == 6);
    CHECK(library.hit(files[6]).file == 0);
    CHECK(library.matches("6") == 0);
}

TEST_CASE("files without a print are never taken for one another")
{
    LibraryFile library;
    const auto lost = library.add("/m/a.wav");
    library.add("/m/b.wav");
    library.database.run("UPDATE files SET print = x''");
    library.marks->apply(MarkLibraryFiles{{lost}, true, {}, 0, 0});
    library.files->setGone(lost);
    CHECK(library.files->matchMoved() == 0);
}
