#pragma once

#include "Aura/Shell/AuraContext.h"

namespace loophole::aura
{

/** What can be done with what was clicked: with clips, a stretch of time, or the track. */
void showLaneMenu(AuraContext&, bool onClip, bool onRange);

} // namespace loophole::aura
