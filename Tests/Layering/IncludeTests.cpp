#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <map>
#include <regex>
#include <set>

using loophole::testing::TemporaryFolder;
namespace fs = std::filesystem;

namespace
{

using Names = std::set<std::string>;

/** Which folders of Source/ each may include: the words of the design's diagram. */
const std::map<std::string, Names>& mayInclude()
{
    static const std::map<std::string, Names> rules{
        {"Core", {"Core"}},
        {"Concurrency", {"Core", "Concurrency"}},
        {"Model", {"Core", "Concurrency", "Model"}},
        {"Messages", {"Core", "Concurrency", "Model", "Messages"}},
        {"Signal", {"Core", "Concurrency", "Model", "Messages", "Signal"}},
        {"Pulse", {"Core", "Concurrency", "Model", "Messages", "Pulse"}},
        {"Aura", {"Core", "Concurrency", "Model", "Messages", "Aura"}},
    };
    return rules;
}

bool startsWith(const std::string& text, const std::string& start)
{
    return text.rfind(start, 0) == 0;
}

/** Whether a file at `place` (relative to Source/) may include a header of JUCE. */
bool mayIncludeJuce(const std::string& place, const std::string& header)
{
    if (startsWith(place, "Aura/") || startsWith(place, "App/Window/") || place == "Main.cpp")
        return !startsWith(header, "juce_audio_devices");
    if (startsWith(place, "App/Bench/")) // its readers and its resampler are peers there
        return startsWith(header, "juce_audio_formats") || startsWith(header, "juce_audio_basics");
    return startsWith(place, "Signal/Device/") && !startsWith(header, "juce_gui") &&
           !startsWith(header, "juce_graphics");
}

/** What is wrong with one include, or nothing. */
std::string objection(const std::string& place, const std::string& header)
{
    if (startsWith(header, "juce_") || header == "JuceHeader.h")
        return mayIncludeJuce(place, header) ? "" : place + " includes " + header;
    const auto part = place.substr(0, place.find('/'));
    const auto rule = mayInclude().find(part);
    const auto target = header.substr(0, header.find('/'));
    const bool isOurs = mayInclude().count(target) > 0 || target == "App";
    if (rule == mayInclude().end() || !isOurs || rule->second.count(target) > 0)
        return "";
    return place + " includes " + header;
}

std::vector<std::string> objectionsIn(const fs::path& source)
{
    static const std::regex include(R"(^\s*#\s*include\s*["<]([^">]+)[">])");
    std::vector<std::string> found;
    for (const auto& entry : fs::recursive_directory_iterator(source))
    {
        const auto extension = entry.path().extension();
        if (extension != ".h" && extension != ".cpp")
            continue;
        std::ifstream file(entry.path());
        std::smatch match;
        for (std::string line; std::getline(file, line);)
            if (std::regex_search(line, match, include))
                if (auto said = objection(entry.path().lexically_relative(source).generic_string(), match[1]);
                    !said.empty())
                    found.push_back(std::move(said));
    }
    std::sort(found.begin(), found.end());
    return found;
}

void write(const fs::path& file, const std::string& text)
{
    fs::create_directories(file.parent_path());
    std::ofstream(file) << text;
}

} // namespace

TEST_CASE("no part of the program includes another that it may not know")
{
    const fs::path source(LOOPHOLE_SOURCE);
    REQUIRE(fs::exists(source / "Signal" / "Cache" / "Block.h"));
    REQUIRE(objectionsIn(source) == std::vector<std::string>{});
}

TEST_CASE("an include across the parts is found and named")
{
    const TemporaryFolder folder;
    write(folder / "Signal/Mixer/Mixer.cpp", "#include \"Aura/Shell/MainWindow.h\"\n#include \"Core/Frames.h\"\n");
    write(folder / "Pulse/Pulse.h", "  #  include \"Signal/Mixer/Mixer.h\"\n#include <vector>\n");
    write(folder / "Aura/Window.cpp", "#include <juce_gui_basics/juce_gui_basics.h>\n#include \"Pulse/Pulse.h\"\n");
    write(folder / "Core/Frames.h", "#include \"Model/Session.h\"\n");
    REQUIRE(objectionsIn(folder.path()) ==
            std::vector<std::string>{"Aura/Window.cpp includes Pulse/Pulse.h", "Core/Frames.h includes Model/Session.h",
                                     "Pulse/Pulse.h includes Signal/Mixer/Mixer.h",
                                     "Signal/Mixer/Mixer.cpp includes Aura/Shell/MainWindow.h"});
}

TEST_CASE("JUCE's devices are Signal's and its windows Aura's and App's")
{
    const TemporaryFolder folder;
    write(folder / "Signal/Device/JackDevice.cpp", "#include <juce_audio_devices/juce_audio_devices.h>\n");
    write(folder / "Signal/Device/Wrong.cpp", "#include <juce_gui_basics/juce_gui_basics.h>\n");
    write(folder / "Signal/Mixer/Wrong.cpp", "#include <juce_core/juce_core.h>\n");
    write(folder / "Aura/Wrong.cpp", "#include <juce_audio_devices/juce_audio_devices.h>\n");
    write(folder / "App/Window/MainWindow.cpp", "#include <juce_gui_basics/juce_gui_basics.h>\n");
    REQUIRE(objectionsIn(folder.path()).size() == 3);
}
