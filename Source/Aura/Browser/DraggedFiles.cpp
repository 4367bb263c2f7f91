#include "Aura/Browser/DraggedFiles.h"

namespace loophole::aura
{
namespace
{

juce::String packed(const std::filesystem::path& file)
{
    juce::String bytes;
    for (const auto byte : file.native())
        bytes += juce::String::charToString(static_cast<juce::juce_wchar>(static_cast<unsigned char>(byte)));
    return bytes;
}

std::filesystem::path unpacked(const juce::String& text)
{
    std::string bytes;
    for (auto at = text.getCharPointer(); !at.isEmpty(); ++at)
        bytes.push_back(static_cast<char>(*at));
    return bytes;
}

DraggedFile unpackedItem(const juce::var& item)
{
    const auto* part = item.getArray();
    if (part == nullptr || part->size() != 4)
        return {unpacked(item.toString()), {}, {}};
    const auto start = static_cast<juce::int64>((*part)[1]);
    const auto length = static_cast<juce::int64>((*part)[2]);
    return {
        unpacked((*part)[0].toString()), {FramePosition(start), FrameCount(length)}, unpacked((*part)[3].toString())};
}

} // namespace

juce::var packFiles(const std::vector<std::filesystem::path>& files)
{
    juce::Array<juce::var> all;
    for (const auto& file : files)
        all.add(packed(file));
    return all;
}

juce::var packPart(const DraggedFile& dragged)
{
    if (dragged.part.isEmpty())
        return packFiles({dragged.file});
    juce::Array<juce::var> part{packed(dragged.file), static_cast<juce::int64>(dragged.part.start.value()),
                                static_cast<juce::int64>(dragged.part.length.value()), packed(dragged.partFile)};
    return juce::Array<juce::var>{juce::var(part)};
}

std::vector<DraggedFile> unpackDragged(const juce::var& description)
{
    std::vector<DraggedFile> files;
    if (const auto* items = description.getArray())
        for (const auto& item : *items)
            files.push_back(unpackedItem(item));
    return files;
}

std::vector<std::filesystem::path> unpackFiles(const juce::var& description)
{
    std::vector<std::filesystem::path> files;
    for (auto& dragged : unpackDragged(description))
        files.push_back(std::move(dragged.file));
    return files;
}

std::vector<std::filesystem::path> filesForOthers(const juce::var& description)
{
    std::vector<std::filesystem::path> files;
    for (auto& dragged : unpackDragged(description))
        files.push_back(std::move(dragged.part.isEmpty() ? dragged.file : dragged.partFile));
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
