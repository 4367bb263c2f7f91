#include "App/Commands/Command.h"

int main(int argc, char** argv)
{
    using namespace loophole::cli;
    CommandLine line;
    addProbe(line);
    addDecode(line);
    addPeaks(line);
    addProxy(line);
    addSession(line);
    addRender(line);
    addPlay(line);
    addScrub(line);
    addDoctor(line);
    addDemo(line);
    addBench(line);
    return line.run(argc, argv);
}
