#pragma once

#include "App/Engine/Folders.h"
#include "Signal/Cloud/CloudRules.h"

namespace loophole
{

/** The rules of `cloud-rules.txt` in the data folder. What is wrong with them is told on stderr, and the built-in ones
    hold. Reads a small local file. */
[[nodiscard]] signal::CloudRules userCloudRules(const Folders&);

} // namespace loophole
