#include "App/Window/Program.h"

START_JUCE_APPLICATION(loophole::Program)
