#include "App/Commands/Command.h"
#include "Signal/Disk/OpenFiles.h"

int main(int argc, char** argv)
{
    using namespace loophole::cli;
    loophole::signal::allowManyOpenFiles();
    CommandLine line;
    addProbe(line);
    addDecode(line);
    addPeaks(line);
    addProxy(line);
    addSession(line);
    addRender(line);
    addPlay(line);
    addScrub(line);
    addLibrary(line);
    addDoctor(line);
    addDemo(line);
    addBench(line);
    return line.run(argc, argv);
}
