#include "Aura/Browser/PreviewSettings.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::aura;

TEST_CASE("what was set for auditions is recalled, and nothing set is the settings that there are at first")
{
    Preferences preferences;
    CHECK(PreviewSettings::recalled(preferences) == PreviewSettings());
    PreviewSettings settings;
    settings.playsAtOnce = settings.skipsSilence = false;
    settings.loops = settings.matches = settings.waitsForBar = settings.followsTempo = true;
    settings.semitones = -2.5;
    settings.volumeDb = {-3.5, -80};
    settings.remember(preferences);
    CHECK(PreviewSettings::recalled(Preferences(preferences.whole())) == settings);
}

TEST_CASE("a volume that was remembered above full is full, and values of another kind are not believed")
{
    Preferences preferences;
    preferences.set("preview.volumeA", 6.0);
    preferences.set("preview.volumeB", "loud");
    preferences.set("preview.loop", 3);
    preferences.set("preview.pitch", "high");
    CHECK(PreviewSettings::recalled(preferences) == PreviewSettings());
}

TEST_CASE("a pitch that was remembered beyond an octave is an octave")
{
    Preferences preferences;
    preferences.set("preview.pitch", 40.0);
    CHECK(PreviewSettings::recalled(preferences).semitones == 12);
}
