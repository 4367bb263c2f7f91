#include "App/Window/PreferredSettings.h"

#include "Aura/Preferences/PreferenceNames.h"

#include <catch2/catch.hpp>

using namespace loophole;
namespace preference = loophole::aura::preference;

TEST_CASE("the engine starts as the user has set it, and an argument goes first")
{
    aura::Preferences preferred;
    preferred.set(preference::device, "jack");
    preferred.set(preference::blockFrames, 128);
    preferred.set(preference::budgetMiB, 64);
    preferred.set(preference::cacheFolder, "/big/cache");
    preferred.set(preference::peaksGiB, 2.0);
    Arguments arguments;
    auto settings = settingsFrom(arguments, preferred);
    CHECK(settings.device == "jack");
    CHECK(settings.blockFrames == 128);
    CHECK(settings.budgetBytes == std::size_t{64} << 20);
    CHECK(settings.mediaCaches == "/big/cache");
    CHECK(settings.peakCacheBytes == std::int64_t{2} << 30);
    CHECK(settings.proxyCacheBytes == limits::defaultCacheBytes);
    CHECK(settings.mostBudgetBytes >= limits::defaultBudgetBytes);

    arguments.device = "null";
    arguments.blockFrames = 512;
    settings = settingsFrom(arguments, preferred);
    CHECK(settings.device == "null");
    CHECK(settings.blockFrames == 512);
}

TEST_CASE("values that cannot be are passed over")
{
    const aura::Preferences preferred(
        R"({"device.block":7,"memory.budget":-5,"caches.folder":"here","caches.peaks":-1,"caches.proxies":1e300})");
    const auto settings = settingsFrom({}, preferred);
    CHECK(settings.blockFrames == limits::minCallbackFrames);
    CHECK(settings.budgetBytes == limits::defaultBudgetBytes);
    CHECK(settings.mediaCaches.empty());
    CHECK(settings.peakCacheBytes == limits::defaultCacheBytes);
    CHECK(settings.proxyCacheBytes == static_cast<std::int64_t>(1e6) << 30);
}
