#pragma once

#include "Messages/Audition.h"
#include "Signal/Codec/MediaReader.h"
#include "Signal/Disk/CurrentMounts.h"
#include "Signal/Disk/Disk.h"
#include "Signal/Stream/FactSink.h"

#include <atomic>
#include <memory>

namespace loophole::signal
{

/**
    Writes parts of media as WAV files of their own, on Signal's control thread, with the reading and writing on
    workers. Integer media of up to 24 bits keep their samples bit by bit; all else is written as 32-bit float.
*/
class ExportService
{
public:
    /** Everything must outlive the service. */
    ExportService(Disk& workers, CurrentMounts&, OpenMedia, FactSink&);
    /** What is being written is given up; nothing remains of it. */
    ~ExportService();

    /** `medium` is the file of the asset. RegionExported answers, with an error where the region lies outside of it. */
    void begin(SignalThread&, const ExportRegion&, const std::filesystem::path& medium);

private:
    class Job;

    Disk& workers;
    CurrentMounts& mounts;
    OpenMedia openMedia;
    FactSink& facts;
    std::shared_ptr<std::atomic<bool>> isClosed;
};

} // namespace loophole::signal
