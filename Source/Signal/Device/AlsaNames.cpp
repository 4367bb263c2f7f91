#include "Signal/Device/AlsaNames.h"

#include <alsa/asoundlib.h>
#include <cstdlib>
#include <memory>

namespace loophole::signal
{
namespace
{

void discardMessage(const char*, int, const char*, int, const char*, ...) {}

std::string hint(const void* of, const char* key)
{
    const std::unique_ptr<char, decltype(&std::free)> text(snd_device_name_get_hint(of, key), &std::free);
    return text != nullptr ? text.get() : "";
}

} // namespace

void silenceAlsa()
{
    snd_lib_error_set_handler(&discardMessage);
}

void refreshAlsaConfiguration()
{
    snd_config_update_free_global();
}

std::vector<AlsaPcm> listAlsaPcms()
{
    silenceAlsa();
    refreshAlsaConfiguration();
    std::vector<AlsaPcm> pcms;
    void** hints = nullptr;
    if (snd_device_name_hint(-1, "pcm", &hints) < 0)
        return pcms;
    for (auto** each = hints; *each != nullptr; ++each)
    {
        auto name = hint(*each, "NAME");
        // No direction means both.
        if (name.empty() || name == "null" || hint(*each, "IOID") == "Input")
            continue;
        auto description = hint(*each, "DESC");
        for (auto& character : description)
            if (character == '\n')
                character = ' ';
        pcms.push_back({std::move(name), std::move(description)});
    }
    snd_device_name_free_hint(hints);
    return pcms;
}

bool isAlsaPcmDefined(std::string_view name)
{
    silenceAlsa();
    refreshAlsaConfiguration();
    const auto path = "pcm." + std::string(name.substr(0, name.find(':')));
    snd_config_t* found = nullptr;
    return !name.empty() && snd_config_update() >= 0 && snd_config_search(snd_config, path.c_str(), &found) >= 0;
}

} // namespace loophole::signal
