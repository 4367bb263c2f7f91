#include "Aura/Browser/FolderContents.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::aura;

namespace
{

constexpr RequestId request{5};

FolderListed part(std::vector<FolderEntry> entries, bool isComplete)
{
    return {request, "/media", std::move(entries), isComplete, {}};
}

std::vector<std::string> names(const FolderContents& contents)
{
    std::vector<std::string> all;
    for (const auto& entry : contents.entries())
        all.push_back(entry.path.filename());
    return all;
}

FolderContents listed()
{
    FolderContents contents;
    contents.begin(request, "/media");
    REQUIRE(contents.add(
        part({{"/media/kick 10.wav", false, 1}, {"/media/Zebra", true, 0}, {"/media/.hidden.wav", false, 1}}, false)));
    REQUIRE(contents.add(
        part({{"/media/Kick 2.WAV", false, 1}, {"/media/notes.txt", false, 1}, {"/media/alpha", true, 0}}, true)));
    return contents;
}

} // namespace

TEST_CASE("folders come first, then audio files, numbers by their value and nothing else")
{
    const auto contents = listed();
    REQUIRE(names(contents) == std::vector<std::string>{"alpha", "Zebra", "Kick 2.WAV", "kick 10.wav"});
    REQUIRE(contents.isComplete());
    REQUIRE(contents.rowOf("/media/kick 10.wav") == 3);
    REQUIRE(contents.rowOf("/media/notes.txt") == -1);
}

TEST_CASE("the filter lets names through that have all its words, in any case and order")
{
    auto contents = listed();
    contents.setFilter("10 KICK");
    REQUIRE(names(contents) == std::vector<std::string>{"kick 10.wav"});
    contents.setFilter("snare");
    REQUIRE(contents.entries().empty());
    REQUIRE(contents.total() == 4);
    contents.setFilter("");
    REQUIRE(contents.entries().size() == 4);
}

TEST_CASE("parts of a folder that was left are ignored")
{
    auto contents = listed();
    contents.begin(RequestId{6}, "/other");
    REQUIRE_FALSE(contents.add(part({{"/media/late.wav", false, 1}}, true)));
    REQUIRE(contents.entries().empty());
    REQUIRE_FALSE(contents.isComplete());
}

TEST_CASE("why a folder cannot be read is kept")
{
    FolderContents contents;
    contents.begin(request, "/secret");
    REQUIRE(contents.add({request, "/secret", {}, true, "Permission denied"}));
    REQUIRE(contents.error() == "Permission denied");
}

TEST_CASE("names are compared as a reader would")
{
    REQUIRE(comesBefore("take 2", "Take 10"));
    REQUIRE(comesBefore("a", "B"));
    REQUIRE(comesBefore("take 002", "take 10"));
    REQUIRE(comesBefore("take", "take 1"));
    REQUIRE_FALSE(comesBefore("same", "same"));
    // Alike but for the case or leading zeros: one order, and only one.
    REQUIRE(comesBefore("A1", "a1") != comesBefore("a1", "A1"));
    REQUIRE(comesBefore("take 01", "take 1") != comesBefore("take 1", "take 01"));
    REQUIRE(looksLikeAudio("x.FLAC"));
    REQUIRE_FALSE(looksLikeAudio("flac"));
}
