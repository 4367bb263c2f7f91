#include "App/Window/Program.h"
#include "Signal/Disk/OpenFiles.h"

int main(int argc, char** argv)
{
    loophole::signal::allowManyOpenFiles();
    auto exitCode = 0;
    auto arguments = loophole::Arguments::parse(argc, argv, exitCode);
    if (!arguments)
        return exitCode;
    loophole::Program::setArguments(std::move(*arguments));
    juce::JUCEApplicationBase::createInstance = []() -> juce::JUCEApplicationBase* { return new loophole::Program; };
    return juce::JUCEApplicationBase::main(1, const_cast<const char**>(argv)); // JUCE's own signature
}
