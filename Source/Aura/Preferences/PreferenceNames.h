#pragma once

/** Names of what more than one part of the window, or the program around it, reads from the Preferences. */
namespace loophole::aura::preference
{

inline constexpr auto theme = "theme"; ///< "dark", "light"

inline constexpr auto device = "device.name";        ///< as --device takes it; empty: the order of devices decides
inline constexpr auto blockFrames = "device.block";  ///< frames
inline constexpr auto budgetMiB = "memory.budget";   ///< MiB
inline constexpr auto cacheFolder = "caches.folder"; ///< absolute; empty: the user's cache folder
inline constexpr auto peaksGiB = "caches.peaks";     ///< GiB
inline constexpr auto proxiesGiB = "caches.proxies"; ///< GiB

inline constexpr auto mixBits = "export.bits"; ///< "16", "24", "32f"
inline constexpr auto defaultMixBits = "24";

} // namespace loophole::aura::preference
