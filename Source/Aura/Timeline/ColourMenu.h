#pragma once

#include "Aura/Look/Palette.h"
#include "Aura/Shell/AuraContext.h"
#include "Model/Session.h"

#include <juce_gui_basics/juce_gui_basics.h>

namespace loophole::aura
{

/** All track colours by name, with the one that the track has ticked; choosing one is an edit. */
[[nodiscard]] juce::PopupMenu colourMenu(AuraContext&, const Track&, const Palette&);

/** Name of a track colour by its index, for those who hear it rather than see it. */
[[nodiscard]] const char* colourName(int index);

} // namespace loophole::aura
