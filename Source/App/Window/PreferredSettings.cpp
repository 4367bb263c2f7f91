#include "App/Window/PreferredSettings.h"

#include "Aura/Preferences/PreferenceNames.h"

#include <juce_core/juce_core.h>

#include <algorithm>

namespace loophole
{

Settings settingsFrom(const Arguments& arguments, const aura::Preferences& preferred)
{
    namespace preference = aura::preference;
    auto settings = arguments.settings;
    settings.device = arguments.device.value_or(preferred.text(preference::device));
    settings.blockFrames =
        std::clamp(arguments.blockFrames.value_or(preferred.integer(preference::blockFrames, settings.blockFrames)),
                   limits::minCallbackFrames, limits::maxCallbackFrames);

    const auto installed = static_cast<std::size_t>(juce::SystemStats::getMemorySizeInMegabytes()) << 20;
    settings.mostBudgetBytes = std::max(settings.budgetBytes, installed / 2);
    const auto budget = static_cast<std::size_t>(std::max(0, preferred.integer(preference::budgetMiB, 0))) << 20;
    if (budget >= limits::smallestBudgetBytes)
        settings.budgetBytes = std::min(budget, settings.mostBudgetBytes);

    const std::filesystem::path folder(preferred.text(preference::cacheFolder));
    if (folder.is_absolute())
        settings.mediaCaches = folder;
    const auto bytesOf = [&](const char* name, std::int64_t otherwise)
    {
        const auto gibibytes = preferred.number(name, 0);
        return gibibytes > 0 ? static_cast<std::int64_t>(std::min(gibibytes, 1e6) * (1 << 30)) : otherwise;
    };
    settings.peakCacheBytes = bytesOf(preference::peaksGiB, settings.peakCacheBytes);
    settings.proxyCacheBytes = bytesOf(preference::proxiesGiB, settings.proxyCacheBytes);
    return settings;
}

} // namespace loophole
