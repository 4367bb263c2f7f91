#pragma once

#include "Model/Session.h"
#include "Pulse/Document/IdSource.h"

namespace loophole
{

/** An empty session with its Master bus. */
[[nodiscard]] Session newSession(IdSource&, SampleRate);

/**
    A session that was made elsewhere, with runtime ids of `ids` for everything in it and a Master bus, so that it can
    stand beside what came from there before. Clips whose asset it does not list are left out.
*/
[[nodiscard]] Session withFreshIds(const Session&, IdSource& ids);

} // namespace loophole
