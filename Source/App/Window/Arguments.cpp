#include "App/Window/Arguments.h"

#include <CLI/CLI.hpp>

#include <charconv>
#include <iostream>

namespace loophole
{
namespace
{

/** "1280x800" */
bool parseSize(const std::string& text, int& width, int& height)
{
    const auto* end = text.data() + text.size();
    const auto [middle, widthError] = std::from_chars(text.data(), end, width);
    if (widthError != std::errc() || middle == end || *middle != 'x')
        return false;
    const auto [rest, heightError] = std::from_chars(middle + 1, end, height);
    return heightError == std::errc() && rest == end && width >= 320 && height >= 240 && width <= 16384 &&
           height <= 16384;
}

} // namespace

std::optional<Arguments> Arguments::parse(int argc, char** argv, int& exitCode)
{
    Arguments arguments;
    std::string size = "1280x800";
    CLI::App app("Loophole: a host for audio media that no disk can stall.", "loophole");
    app.add_option("SESSION|FILE", arguments.open, "A session, or media files");
    app.add_option("--snapshot", arguments.snapshot, "Write a picture of the window and quit");
    app.add_option("--report", arguments.report, "Keep in this file, as JSON, what the window shows and how it does");
    app.add_option("--size", size, "Size of the picture, WxH");
    app.add_option("--scale", arguments.scale, "Physical pixels a pixel of the picture")->check(CLI::Range(0.5, 4.0));
    app.add_flag("--play", arguments.plays, "Play at once");
    app.add_flag_callback(
        "--light", [&] { arguments.isLight = true; }, "Light colours, this time");
    app.add_flag_callback(
        "--dark", [&] { arguments.isLight = false; }, "Dark colours, this time");
    app.add_option("--device", arguments.device, "null, jack, pulse, alsa, safe, or a device's name");
    app.add_option("--block", arguments.blockFrames, "Frames of a callback")
        ->check(CLI::Range(limits::minCallbackFrames, limits::maxCallbackFrames));
    try
    {
        app.parse(argc, argv);
        if (!parseSize(size, arguments.width, arguments.height))
            throw CLI::ValidationError("--size", "'" + size + "' is not WIDTHxHEIGHT");
    }
    catch (const CLI::Success& help)
    {
        exitCode = app.exit(help);
        return std::nullopt;
    }
    catch (const CLI::ParseError& error)
    {
        std::cerr << "loophole: arguments: " << error.what() << '\n';
        exitCode = 2;
        return std::nullopt;
    }
    // A picture needs no sound, and taking one must not step into a device that plays something else.
    if (!arguments.snapshot.empty() && !arguments.device)
        arguments.device = "null";
    arguments.settings.isEditor = arguments.snapshot.empty();
    arguments.settings.resumesLibraryScans = arguments.snapshot.empty();
    return arguments;
}

} // namespace loophole
