#include "Aura/Browser/RowPainter.h"

#include "Aura/PanelFixture.h"

#include <set>

using namespace loophole;
using namespace loophole::aura;

namespace
{

struct Painting : PanelFixture
{
    [[nodiscard]] std::set<juce::uint32> coloursOf(const FileRow* row, bool isSelected = false)
    {
        const juce::Image image(juce::Image::RGB, 330, 24, true, juce::SoftwareImageType());
        {
            juce::Graphics g(image);
            g.fillAll(look.colours().panel);
            RowPainter painter(context, look);
            if (row != nullptr)
                painter.paint(g, *row, ListColumns().layout(330), 24, isSelected);
            else
                painter.paintAbsent(g, ListColumns().layout(330), 24);
        }
        std::set<juce::uint32> found;
        for (int y = 0; y < 24; ++y)
            for (int x = 0; x < 330; ++x)
                found.insert(image.getPixelAt(x, y).getARGB());
        return found;
    }
};

FileRow kick()
{
    FileRow row;
    row.path = "/m/kick.wav";
    row.file = 1;
    return row;
}

} // namespace

TEST_CASE("marks are seen beside the name")
{
    Painting painting;
    auto row = kick();
    const auto& colours = painting.look.colours();
    CHECK_FALSE(painting.coloursOf(&row).contains(colours.warning.getARGB()));
    row.isFavourite = true;
    row.collections = 4;
    const auto seen = painting.coloursOf(&row);
    CHECK(seen.contains(colours.warning.getARGB()));
    CHECK(seen.contains(collectionColour(colours, 3).getARGB()));
}

TEST_CASE("a file whose drive is away has an icon, and not only another colour")
{
    Painting painting;
    FileRow nameless; // what is drawn of it is its status
    nameless.path = "/m/";
    const auto present = painting.coloursOf(&nameless);
    nameless.offlineStatus = OfflineStatus::missing;
    nameless.cause = "is offline: not mounted";
    CHECK(painting.coloursOf(&nameless).size() > present.size() + 3);
}

TEST_CASE("a row that has not arrived is a quiet line")
{
    Painting painting;
    CHECK(painting.coloursOf(nullptr).size() <= 3);
    CHECK(painting.coloursOf(nullptr).size() >= 2);
}

TEST_CASE("each collection has a colour of its own")
{
    std::set<juce::uint32> colours;
    for (int number = 1; number <= 7; ++number)
        colours.insert(collectionColour(Palette::dark(), number).getARGB());
    CHECK(colours.size() == 7);
}
