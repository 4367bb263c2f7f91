#include "Aura/Browser/DraggedFiles.h"

namespace loophole::aura
{

juce::var packFiles(const std::vector<std::filesystem::path>& files)
{
    juce::Array<juce::var> packed;
    for (const auto& file : files)
    {
        juce::String bytes;
        for (const auto byte : file.native())
            bytes += juce::String::charToString(static_cast<juce::juce_wchar>(static_cast<unsigned char>(byte)));
        packed.add(bytes);
    }
    return packed;
}

std::vector<std::filesystem::path> unpackFiles(const juce::var& packed)
{
    std::vector<std::filesystem::path> files;
    if (const auto* names = packed.getArray())
        for (const auto& name : *names)
        {
            std::string bytes;
            const auto text = name.toString();
            for (auto at = text.getCharPointer(); !at.isEmpty(); ++at)
                bytes.push_back(static_cast<char>(*at));
            files.emplace_back(bytes);
        }
    return files;
}

juce::Image dragLabel(const std::vector<std::filesystem::path>& files, const Look& look)
{
    const auto text = files.size() == 1 ? elidedInMiddle(toText(files.front().filename().string()), look.label(), 200)
                                        : juce::String(files.size()) + " files";
    const juce::Image image(juce::Image::ARGB, look.label().getStringWidth(text) + 16, 20, true);
    juce::Graphics g(image);
    g.setColour(look.colours().raised);
    g.fillRoundedRectangle(image.getBounds().toFloat(), Look::radius);
    g.setColour(look.colours().textStrong);
    g.setFont(look.label());
    g.drawText(text, image.getBounds(), juce::Justification::centred, false);
    return image;
}

} // namespace loophole::aura
