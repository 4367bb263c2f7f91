#include "Aura/Timeline/ColourMenu.h"

#include "Aura/Shell/AuraModel.h"

#include <array>

namespace loophole::aura
{
namespace
{

/** In the order of the palette. */
constexpr std::array names{"Red",  "Orange", "Amber",  "Lime",   "Green",   "Mint",
                           "Teal", "Sky",    "Indigo", "Violet", "Magenta", "Pink"};
constexpr int swatchSize = 14;

juce::Image swatch(juce::Colour colour)
{
    juce::Image image(juce::Image::ARGB, swatchSize, swatchSize, true);
    juce::Graphics g(image);
    g.setColour(colour);
    g.fillRoundedRectangle(image.getBounds().toFloat().reduced(1), 3);
    return image;
}

} // namespace

const char* colourName(int index)
{
    return names[static_cast<std::size_t>(index) % names.size()];
}

juce::PopupMenu colourMenu(AuraContext& context, const Track& track, const Palette& palette)
{
    juce::PopupMenu menu;
    const auto add = [&](const juce::String& name, std::optional<int> colour)
    {
        juce::PopupMenu::Item item(name);
        item.isTicked = track.colour == colour;
        if (colour)
        {
            auto picture = std::make_unique<juce::DrawableImage>();
            picture->setImage(swatch(palette.track(*colour)));
            item.image = std::move(picture);
        }
        item.action = [&model = context.model, id = track.id, colour] { model.send(SetTrackColour{id, colour}); };
        menu.addItem(std::move(item));
    };
    add("By place", std::nullopt);
    for (int index = 0; index < static_cast<int>(names.size()); ++index)
        add(colourName(index), index);
    return menu;
}

} // namespace loophole::aura
