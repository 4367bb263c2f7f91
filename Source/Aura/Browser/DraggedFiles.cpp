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

} // namespace loophole::aura
