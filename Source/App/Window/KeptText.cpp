#include "App/Window/KeptText.h"

#include "Signal/Render/WholeFile.h"

#include <chrono>
#include <fstream>
#include <iostream>
#include <iterator>

namespace loophole
{
namespace
{

Outcome<void> writeWhole(DiskThread& thread, const std::filesystem::path& path, const std::string& text)
{
    std::error_code ignored; // told by the file that cannot be made
    std::filesystem::create_directories(path.parent_path(), ignored);
    auto file = signal::WholeFile::create(thread, path);
    if (!file)
        return file.failure();
    if (auto written = file.value()->writeAt(thread, 0, std::as_bytes(std::span(text))); !written)
        return written;
    return file.value()->commit(thread);
}

Outcome<void> writeBeside(const std::filesystem::path& path, const std::string& text)
{
    auto beside = path;
    beside += ".new";
    std::ofstream file(beside, std::ios::binary | std::ios::trunc);
    file << text;
    file.close();
    std::error_code error;
    if (file)
        std::filesystem::rename(beside, path, error);
    if (!file || error)
        return Failure{path.string(), error ? error.message() : "cannot be written"};
    return {};
}

} // namespace

KeptText::KeptText(std::filesystem::path where, Kept kept)
    : path(std::move(where)), thread([all = shared, to = path, kept] { work(all, to, kept); })
{
}

KeptText::~KeptText()
{
    std::unique_lock lock(shared->mutex);
    shared->isEnding = true;
    shared->changed.notify_all();
    const auto isWritten =
        shared->changed.wait_for(lock, std::chrono::seconds(1), [this] { return !shared->next && !shared->isWriting; });
    lock.unlock();
    isWritten ? thread.join() : thread.detach();
}

std::string KeptText::read() const
{
    std::error_code error;
    const auto bytes = std::filesystem::file_size(path, error);
    if (error || bytes > mostBytes)
        return {};
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void KeptText::write(std::string text)
{
    const std::lock_guard lock(shared->mutex);
    shared->next = std::move(text);
    shared->changed.notify_all();
}

void KeptText::work(const std::shared_ptr<Shared>& all, const std::filesystem::path& path, Kept kept)
{
    auto thread = DiskThread::mint();
    std::unique_lock lock(all->mutex);
    while (true)
    {
        all->changed.wait(lock, [&] { return all->next || all->isEnding; });
        if (!all->next)
            return;
        const auto text = *std::exchange(all->next, std::nullopt);
        all->isWriting = true;
        lock.unlock();
        const auto written = kept == Kept::lasting ? writeWhole(thread, path, text) : writeBeside(path, text);
        if (!written)
            std::clog << "loophole: " << written.failure().message() << '\n';
        lock.lock();
        all->isWriting = false;
        all->changed.notify_all();
    }
}

} // namespace loophole
