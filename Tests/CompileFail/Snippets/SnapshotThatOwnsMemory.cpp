#include "Signal/Callback/Latest.h"

#include <string>

loophole::signal::Latest<std::string> names;
