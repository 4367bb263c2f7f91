#include "Signal/Codec/VocBlocks.h"

#include "Support/FileBytes.h"
#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

/** A file of such blocks, each of ten bytes. */
bool hasSeveral(const std::vector<unsigned>& types)
{
    FileBytes file;
    file.text("Creative Voice File\x1A")
        .little(std::uint16_t{26})
        .little(std::uint16_t{0x10A})
        .little(std::uint16_t{0x1129});
    for (const auto type : types)
    {
        file.little(std::uint32_t{type | 10u << 8});
        file.repeat(10, 'x');
    }
    const TemporaryFolder folder;
    writeFile(folder / "a.voc", file.bytes);
    auto thread = DiskThread::mint();
    MediaCursor cursor(MediaFile::open(thread, folder / "a.voc").value());
    const MediaCursor::Loan loan(cursor, thread);
    cursor.trySeek(7);
    const auto isSo = hasSeveralVocBlocks(cursor);
    CHECK(cursor.position() == 7);
    return isSo;
}

} // namespace

TEST_CASE("blocks of sound are counted, with texts and marks among them, up to the one that ends the file")
{
    CHECK_FALSE(hasSeveral({}));
    CHECK_FALSE(hasSeveral({1}));
    CHECK_FALSE(hasSeveral({5, 8, 9, 4, 0, 2}));
    CHECK(hasSeveral({1, 2}));
    CHECK(hasSeveral({9, 5, 2}));
    CHECK(hasSeveral({9, 3}));
    CHECK(hasSeveral({6, 1, 7}));
}
