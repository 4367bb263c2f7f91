#include "App/Engine/UserCloudRules.h"

#include <iostream>

namespace loophole
{

signal::CloudRules userCloudRules(const Folders& folders)
{
    auto rules = signal::CloudRules::read(folders.data / "cloud-rules.txt");
    if (!rules)
        std::clog << "loophole: " << rules.failure().message() << '\n';
    return rules ? std::move(rules).value() : signal::CloudRules();
}

} // namespace loophole
