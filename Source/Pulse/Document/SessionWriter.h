#pragma once

#include "Model/Session.h"

#include <string>

namespace loophole
{

/**
    The JSON of a session document: UTF-8, one clip a line, every member in a fixed order and unknown ones after the
    known ones, whole numbers without a fraction and others in their shortest exact form. What was read from this text
    writes the same text again. Tracks, clips and assets that have no document id yet are written with one made from
    their runtime id. Pure.
*/
[[nodiscard]] std::string writeSession(const Session&);

} // namespace loophole
