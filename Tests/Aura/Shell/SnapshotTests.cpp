#include "Aura/Shell/Snapshot.h"

#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::aura;

namespace
{

/** Red on the left, blue on the right. */
struct TwoColours : juce::Component
{
    TwoColours() { setSize(40, 20); }
    void paint(juce::Graphics& g) override
    {
        g.fillAll(juce::Colours::blue);
        g.setColour(juce::Colours::red);
        g.fillRect(0, 0, 20, 20);
    }
};

} // namespace

TEST_CASE("a snapshot holds every pixel of the component at its scale, without a display")
{
    const juce::ScopedJuceInitialiser_GUI juce;
    const testing::TemporaryFolder folder;
    TwoColours component;
    REQUIRE(writeSnapshot(component, 2, folder / "shot.png").ok());
    const auto image = juce::ImageFileFormat::loadFrom(juce::File((folder / "shot.png").string()));
    REQUIRE(image.getWidth() == 80);
    REQUIRE(image.getHeight() == 40);
    REQUIRE(image.getPixelAt(39, 39) == juce::Colours::red);
    REQUIRE(image.getPixelAt(40, 0) == juce::Colours::blue);
}

TEST_CASE("a snapshot that cannot be written says so and leaves nothing behind")
{
    const juce::ScopedJuceInitialiser_GUI juce;
    const testing::TemporaryFolder folder;
    TwoColours component;
    const auto outcome = writeSnapshot(component, 1, folder / "no such folder" / "shot.png");
    REQUIRE_FALSE(outcome.ok());
    REQUIRE(outcome.failure().what.ends_with("shot.png"));
    REQUIRE(outcome.failure().why == "No such file or directory");
    REQUIRE(std::filesystem::is_empty(folder.path()));
}
