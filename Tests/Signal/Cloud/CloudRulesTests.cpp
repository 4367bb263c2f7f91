#include "Signal/Cloud/CloudRules.h"

#include <catch2/catch.hpp>

using namespace loophole::signal;

namespace
{

constexpr std::uintmax_t song = 30'000'000;

FileTraits ordinaryFile()
{
    FileTraits traits;
    traits.exists = true;
    traits.bytes = song;
    traits.allocatedBytes = song + 4096;
    return traits;
}

bool isPlaceholder(const FileTraits& traits, const CloudRules& rules = {}, const char* path = "/music/kick.wav")
{
    return placeholderCause(path, traits, rules).has_value();
}

} // namespace

TEST_CASE(
    "a file that takes its room on the disk is a file like any other, and one that is not there is no placeholder")
{
    CHECK_FALSE(isPlaceholder(ordinaryFile()));
    CHECK_FALSE(isPlaceholder(FileTraits()));
}

TEST_CASE("every mark of a cloud client tells a placeholder")
{
    auto traits = ordinaryFile();
    SECTION("Windows recalls it when it is read")
    {
        traits.recallsOnAccess = true;
    }
    SECTION("macOS keeps no data of it")
    {
        traits.isDataless = true;
    }
    SECTION("Nextcloud left the command that fills it")
    {
        traits.hasHydrateCommand = true;
    }
    SECTION("a client of OneDrive says where it is")
    {
        traits.clientStatus = "Cloud";
    }
    SECTION("it takes no room though it has a length")
    {
        traits.allocatedBytes = 0;
        traits.tellsAllocation = true;
    }
    CHECK(placeholderCause("/music/kick.wav", traits, {}) == "its cloud client keeps only its name here");
}

TEST_CASE("a client of OneDrive that calls a file local is believed")
{
    auto traits = ordinaryFile();
    for (const auto* status : {"Local", "LocalModified"})
    {
        traits.clientStatus = status;
        CHECK_FALSE(isPlaceholder(traits));
    }
}

TEST_CASE("no room is no mark where the file system does not tell, or where so small a file may lie beside its name")
{
    auto traits = ordinaryFile();
    traits.allocatedBytes = 0;
    CHECK_FALSE(isPlaceholder(traits));
    traits.tellsAllocation = true;
    traits.bytes = 4096;
    CHECK_FALSE(isPlaceholder(traits));
    traits.bytes = 4097;
    CHECK(isPlaceholder(traits));
}

TEST_CASE("what stands beside a file that is not there tells where it is")
{
    FileTraits traits;
    traits.suffixBeside = ".nextcloud";
    CHECK(placeholderCause("/music/kick.wav", traits, {}) == "its cloud client keeps only kick.wav.nextcloud");
    traits.exists = true;
    CHECK_FALSE(isPlaceholder(traits));
}

TEST_CASE("the user's rules add suffixes, trust a file system and save folders from all of it")
{
    const auto rules = CloudRules::parse("# mine\n"
                                         "suffix .cloud\r\n"
                                         "\n"
                                         "  sparse   /mnt/tape archive \n"
                                         "local /music/here",
                                         "rules");
    REQUIRE(rules);
    CHECK(rules.value().suffixes == std::vector<std::string>{".nextcloud", ".owncloud", ".cloud"});
    auto traits = ordinaryFile();
    traits.allocatedBytes = 0;
    CHECK(isPlaceholder(traits, rules.value(), "/mnt/tape archive/1998/take.wav"));
    CHECK_FALSE(isPlaceholder(traits, rules.value(), "/mnt/tape/take.wav"));
    traits.hasHydrateCommand = true;
    CHECK(isPlaceholder(traits, rules.value(), "/music/kick.wav"));
    CHECK_FALSE(isPlaceholder(traits, rules.value(), "/music/here/kick.wav"));
    CHECK(isPlaceholder(traits, rules.value(), "/music/hereabouts/kick.wav"));
}

TEST_CASE("a rule that is none is told with its line")
{
    for (const auto* text :
         {"suffix .a\nsparse relative/folder", "# x\nsuffix", "local \nlocal", "\ndelete /everything", "\nsuffix /a"})
    {
        INFO(text);
        const auto rules = CloudRules::parse(text, "cloud-rules.txt");
        REQUIRE_FALSE(rules);
        CHECK(rules.failure().what.starts_with("cloud-rules.txt, line "));
    }
    CHECK(CloudRules::parse("a\n", "f").failure().what == "f, line 1");
}

TEST_CASE("without a file of rules the built-in ones hold")
{
    const auto rules = CloudRules::read("/no such folder/cloud-rules.txt");
    REQUIRE(rules);
    CHECK(rules.value().suffixes == CloudRules().suffixes);
}
