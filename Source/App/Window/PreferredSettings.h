#pragma once

#include "App/Window/Arguments.h"
#include "Aura/Preferences/Preferences.h"

namespace loophole
{

/** What the engine starts with: as the arguments say, and where they are silent as the user has set it. Values that
    cannot be are passed over. */
[[nodiscard]] Settings settingsFrom(const Arguments&, const aura::Preferences&);

} // namespace loophole
