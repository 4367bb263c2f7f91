#pragma once

#include "Support/SignalReader.h"

#include <filesystem>
#include <map>
#include <mutex>

namespace loophole::testing
{

/**
    Files made of signals, by path: what openMedia is to a program, open() is to a test. One exists at a time; safe from
    every thread.
*/
class MediaLibrary
{
public:
    MediaLibrary()
    {
        const std::scoped_lock lock(mutex);
        current = this;
    }
    ~MediaLibrary()
    {
        const std::scoped_lock lock(mutex);
        current = nullptr;
    }
    MediaLibrary(const MediaLibrary&) = delete;
    MediaLibrary& operator=(const MediaLibrary&) = delete;

    /** The medium at this path from now on; it stays where it is until the library goes. */
    SignalMedium& put(const std::filesystem::path& path, TestSignal signal, int rate = 48000)
    {
        const std::scoped_lock lock(mutex);
        auto& medium = media.emplace_back(std::make_unique<SignalMedium>());
        medium->signal = std::move(signal);
        medium->rate = SampleRate(rate);
        paths[path] = medium.get();
        return *medium;
    }
    /** The path leads nowhere; readers that are open stay so. */
    void remove(const std::filesystem::path& path)
    {
        const std::scoped_lock lock(mutex);
        paths.erase(path);
    }
    /** The path leads to a medium of before again. */
    void restore(const std::filesystem::path& path, SignalMedium& medium)
    {
        const std::scoped_lock lock(mutex);
        paths[path] = &medium;
    }

    [[nodiscard]] static Outcome<std::unique_ptr<signal::MediaReader>> open(DiskThread&,
                                                                            const std::filesystem::path& path)
    {
        const std::scoped_lock lock(mutex);
        if (current == nullptr || !current->paths.contains(path))
            return Failure{path.string(), "no such file or directory"};
        return std::unique_ptr<signal::MediaReader>(std::make_unique<SignalReader>(*current->paths.at(path)));
    }

private:
    inline static std::mutex mutex;
    inline static MediaLibrary* current = nullptr;

    std::vector<std::unique_ptr<SignalMedium>> media;
    std::map<std::filesystem::path, SignalMedium*> paths;
};

} // namespace loophole::testing
