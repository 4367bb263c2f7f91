#include "Signal/Scan/QuickPrint.h"

#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>
#include <fstream>

using namespace loophole;
using namespace loophole::signal;
using loophole::testing::TemporaryFolder;

namespace
{

ContentKey printOf(const TemporaryFolder& folder, const std::string& content)
{
    auto thread = DiskThread::mint();
    std::ofstream(folder / "file", std::ios::binary | std::ios::trunc) << content;
    return quickPrintOf(thread, *MediaFile::open(thread, folder / "file").value()).value();
}

} // namespace

TEST_CASE("a file has its print by its content alone")
{
    const TemporaryFolder folder;
    const auto first = printOf(folder, std::string(100'000, 'a'));
    CHECK_FALSE(first.isNone());
    CHECK(printOf(folder, std::string(100'000, 'a')) == first);
}

TEST_CASE("size, beginning, middle and end tell files apart")
{
    const TemporaryFolder folder;
    const std::string content(100'000, 'a');
    const auto first = printOf(folder, content);
    CHECK(printOf(folder, content + "a") != first);
    for (const auto at : {std::size_t{0}, std::size_t{50'000}, std::size_t{99'999}})
    {
        auto other = content;
        other[at] = 'b';
        CHECK(printOf(folder, other) != first);
    }
}

TEST_CASE("short and empty files have prints, too")
{
    const TemporaryFolder folder;
    CHECK(printOf(folder, "") != printOf(folder, "a"));
    CHECK(printOf(folder, "ab") != printOf(folder, "ba"));
}
