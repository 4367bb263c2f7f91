#include "Signal/Scan/FileProbe.h"

#include "Model/AudioExtensions.h"
#include "Signal/Codec/SystemError.h"
#include "Signal/Scan/QuickPrint.h"
#include "Signal/Stream/StreamJobs.h"

#include <sys/stat.h>

#include <cerrno>

namespace loophole::signal
{
namespace
{

using Found = MediaProbed::Outcome;

void openFor(DiskThread& thread, const std::filesystem::path& file, const OpenMedia& openMedia, MediaProbed& found)
{
    const auto bytes = MediaFile::open(thread, file);
    const auto print = bytes ? quickPrintOf(thread, *bytes.value()) : Outcome<ContentKey>(Failure{bytes.failure()});
    if (!print)
    {
        found.error = print.failure().why;
        return;
    }
    found.print = print.value();
    const auto medium = openMedia(thread, file);
    if (!medium)
    {
        found.outcome = Found::damaged;
        found.error = medium.failure().why;
        return;
    }
    found.outcome = Found::medium;
    found.facts = factsOf(medium.value()->info());
}

} // namespace

MediaProbed probeFile(DiskThread& thread, const ProbeMedia& request, const OpenMedia& openMedia)
{
    MediaProbed found;
    found.request = request.request;
    struct stat status = {};
    if (::stat(request.file.c_str(), &status) != 0)
    {
        found.error = systemErrorText(errno);
        return found;
    }
    found.stamp = {status.st_size, std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec};
    if (S_ISDIR(status.st_mode))
        found.outcome = Found::folder;
    else if (found.stamp == request.known)
        found.outcome = Found::unchanged;
    else if (!looksLikeAudio(request.file))
        found.outcome = Found::damaged;
    else
        openFor(thread, request.file, openMedia, found);
    return found;
}

} // namespace loophole::signal
