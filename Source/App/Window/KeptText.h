#pragma once

#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace loophole
{

/** Keeps a text in a file, which is read once and written whole by a thread of its own, so that a slow home folder
    keeps nobody waiting. */
class KeptText
{
public:
    /** More than this is not ours. */
    static constexpr std::size_t mostBytes = std::size_t{1} << 20;

    enum class Kept
    {
        lasting,  ///< is there after a power cut
        inPassing ///< is read while the program runs
    };

    explicit KeptText(std::filesystem::path, Kept = Kept::lasting);
    /** Writes what was handed over last, if the disk takes it within a second. */
    ~KeptText();

    /** Empty where there is none that can be read. */
    [[nodiscard]] std::string read() const;

    /** Replaces what was not yet written. */
    void write(std::string);

private:
    struct Shared
    {
        std::mutex mutex;
        std::condition_variable changed;
        std::optional<std::string> next;
        bool isWriting = false;
        bool isEnding = false;
    };
    static void work(const std::shared_ptr<Shared>&, const std::filesystem::path&, Kept);

    std::filesystem::path path;
    std::shared_ptr<Shared> shared = std::make_shared<Shared>(); ///< the thread may outlive this in a hung write
    std::thread thread;
};

} // namespace loophole
