#include "Pulse/Document/OpenFile.h"

#include "Pulse/Document/PathText.h"

#include <cerrno>
#include <cstring>

namespace loophole
{

Failure systemFailure(const std::filesystem::path& path, const char* doing)
{
    const std::string reason = std::strerror(errno);
    return {displayText(path.native()), doing == nullptr ? reason : std::string(doing) + ": " + reason};
}

bool OpenFile::write(std::string_view bytes) const
{
    while (!bytes.empty())
    {
        const auto written = calls.write(file, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written == 0)
            errno = EIO;
        if (written <= 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

} // namespace loophole
