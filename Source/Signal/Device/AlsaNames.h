#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace loophole::signal
{

/** libasound prints on stderr by default, which belongs to the command line's own messages. Process-wide; cheap to
 * repeat. */
void silenceAlsa();

/**
    Has the configuration read again by whoever needs it next. ALSA keeps it for the life of the process, and what
    "default" means is settled while it is read: a PulseAudio that came later would never become it. PCMs that are open
    are not touched.
*/
void refreshAlsaConfiguration();

struct AlsaPcm
{
    std::string name; ///< as snd_pcm_open() takes it
    std::string description;
};

/** The playback PCMs that ALSA's configuration announces (as `aplay -L`), without "null". */
[[nodiscard]] std::vector<AlsaPcm> listAlsaPcms();

/** Whether the configuration defines the PCM; what follows a ':' are its arguments, which are not looked at. */
[[nodiscard]] bool isAlsaPcmDefined(std::string_view name);

} // namespace loophole::signal
