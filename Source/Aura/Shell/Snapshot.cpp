#include "Aura/Shell/Snapshot.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <unistd.h>

namespace loophole::aura
{
namespace
{

/** A file descriptor that is closed with the scope. */
class OpenFile
{
public:
    explicit OpenFile(const std::filesystem::path& path)
        : descriptor(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644))
    {
    }
    ~OpenFile()
    {
        if (descriptor >= 0)
            ::close(descriptor);
    }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;

    [[nodiscard]] bool isOpen() const { return descriptor >= 0; }

    /** False with errno set where a byte could not be written or not be brought to the disk. */
    [[nodiscard]] bool writeAll(const char* data, std::size_t size) const
    {
        while (size > 0)
        {
            const auto written = ::write(descriptor, data, size);
            if (written < 0 && errno == EINTR)
                continue;
            if (written <= 0)
                return false;
            data += written;
            size -= static_cast<std::size_t>(written);
        }
        return ::fsync(descriptor) == 0;
    }

private:
    int descriptor;
};

/** JUCE reports no failed write of a stream, so the picture is made in memory and written here. */
Outcome<void> writeWhole(const std::filesystem::path& file, const juce::MemoryBlock& content)
{
    auto beside = file;
    beside += ".part";
    const auto refused = [&] { return Failure{file.string(), std::strerror(errno)}; };
    const auto isWritten = [&]
    {
        const OpenFile open(beside);
        return open.isOpen() && open.writeAll(static_cast<const char*>(content.getData()), content.getSize());
    }();
    if (isWritten && ::rename(beside.c_str(), file.c_str()) == 0)
        return {};
    auto failure = refused();
    ::unlink(beside.c_str());
    return failure;
}

} // namespace

Outcome<void> writeSnapshot(juce::Component& component, float scale, const std::filesystem::path& file)
{
    // A software image, because a native one needs a display.
    const auto width = juce::roundToInt(static_cast<float>(component.getWidth()) * scale);
    const auto height = juce::roundToInt(static_cast<float>(component.getHeight()) * scale);
    const juce::Image image(juce::Image::RGB, width, height, true, juce::SoftwareImageType());
    {
        juce::Graphics g(image);
        g.addTransform(juce::AffineTransform::scale(scale));
        component.paintEntireComponent(g, true);
    }
    juce::MemoryOutputStream png;
    if (!juce::PNGImageFormat().writeImageToStream(image, png))
        return Failure{file.string(), "the picture could not be encoded"};
    return writeWhole(file, png.getMemoryBlock());
}

} // namespace loophole::aura
