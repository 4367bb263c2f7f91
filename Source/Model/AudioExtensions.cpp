#include "Model/AudioExtensions.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace loophole
{
namespace
{

constexpr std::array<std::string_view, 27> audioExtensions{".wav",  ".wave", ".bwf", ".rf64", ".w64",  ".aif",  ".aiff",
                                                           ".aifc", ".flac", ".mp3", ".mp2",  ".mpga", ".ogg",  ".oga",
                                                           ".opus", ".m4a",  ".mp4", ".m4b",  ".aac",  ".alac", ".wma",
                                                           ".caf",  ".au",   ".snd", ".ape",  ".wv",   ".mka"};

} // namespace

bool looksLikeAudio(const std::filesystem::path& path)
{
    auto extension = path.extension().native();
    std::ranges::transform(extension, extension.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return std::ranges::find(audioExtensions, extension) != audioExtensions.end();
}

} // namespace loophole
