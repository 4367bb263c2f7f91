#include "App/Window/KeptText.h"

#include "Support/ComesTrue.h"
#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>

#include <fstream>
#include <iterator>

using namespace loophole;
using namespace loophole::testing;

TEST_CASE("what was handed over last is in the file when the keeper is gone")
{
    const TemporaryFolder folder;
    const auto path = folder / "below/that/Preferences.json";
    for (const auto kept : {KeptText::Kept::lasting, KeptText::Kept::inPassing})
    {
        KeptText text(path, kept);
        text.write("first");
        text.write("last");
    }
    CHECK(KeptText(path).read() == "last");
}

TEST_CASE("a text that is read in passing is there soon, and whole")
{
    const TemporaryFolder folder;
    KeptText text(folder / "report.json", KeptText::Kept::inPassing);
    const std::string whole(100'000, 'x');
    text.write(whole);
    CHECK(comesTrue([&] { return text.read() == whole; }));
}

TEST_CASE("a file that is not there, or far too large, reads as empty")
{
    const TemporaryFolder folder;
    CHECK(KeptText(folder / "absent").read().empty());
    std::ofstream(folder / "large") << std::string(KeptText::mostBytes + 1, ' ');
    CHECK(KeptText(folder / "large").read().empty());
}

TEST_CASE("a folder that cannot be written keeps nobody from going on")
{
    KeptText text("/proc/none/Preferences.json");
    text.write("x");
    CHECK(text.read().empty());
}
