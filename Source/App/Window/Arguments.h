#pragma once

#include "App/Engine/Loophole.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace loophole
{

/** What the desktop program was started with. */
struct Arguments
{
    std::vector<std::filesystem::path> open; ///< a session, or media that become one
    std::filesystem::path snapshot;          ///< write a picture of the window and quit, or empty
    std::filesystem::path report;            ///< kept true to what the window shows, or empty
    int width = 1280;
    int height = 800;
    float scale = 1;
    std::optional<bool> isLight; ///< over what the preferences say
    bool plays = false;          ///< at once
    std::optional<std::string> device;
    std::optional<int> blockFrames;
    Settings settings; ///< from the arguments and, for what they leave open, the preferences

    /** Nothing if the program is to end at once, with the exit code in `exitCode`: after --help, or wrong usage. */
    [[nodiscard]] static std::optional<Arguments> parse(int argc, char** argv, int& exitCode);
};

} // namespace loophole
