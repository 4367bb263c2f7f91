#include "Signal/Peaks/MediaFingerprint.h"

#include "Signal/Codec/SystemError.h"

#include <algorithm>
#include <cerrno>
#include <memory>
#include <sys/stat.h>
#include <vector>
#include <xxhash.h>

namespace loophole::signal
{

namespace
{

constexpr std::int64_t endBytes = 64 << 10;
constexpr std::int64_t probeBytes = 4 << 10; // a page: less costs as much to read
constexpr std::int64_t probeCount = 1024;    // about a millisecond from the page cache
constexpr std::int64_t readWholeBytes = 4 << 20;
constexpr std::int64_t pieceBytes = 128 << 10;

/** One XXH3-128 being computed over parts of a file. */
class Hashing
{
public:
    explicit Hashing(const MediaFile& file) : file(file), state(XXH3_createState(), XXH3_freeState)
    {
        XXH3_128bits_reset(state.get());
    }

    /** `bytes` may be more than are left; a file that ends early is hashed as far as it goes. */
    Outcome<void> add(DiskThread& thread, std::int64_t offset, std::int64_t bytes)
    {
        buffer.resize(static_cast<std::size_t>(bytes));
        const auto count = file.readAt(thread, offset, buffer);
        if (!count)
            return count.failure();
        XXH3_128bits_update(state.get(), buffer.data(), count.value());
        return {};
    }
    void add(std::int64_t number) { XXH3_128bits_update(state.get(), &number, sizeof number); }

    [[nodiscard]] ContentKey result() const
    {
        XXH128_canonical_t canonical;
        XXH128_canonicalFromHash(&canonical, XXH3_128bits_digest(state.get()));
        ContentKey key;
        std::copy(std::begin(canonical.digest), std::end(canonical.digest), key.bytes.begin());
        return key;
    }

private:
    const MediaFile& file;
    std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)> state;
    std::vector<std::byte> buffer;
};

Outcome<void> hashParts(DiskThread& thread, Hashing& hashing, std::int64_t size)
{
    if (size <= readWholeBytes)
        return hashing.add(thread, 0, size);
    if (auto head = hashing.add(thread, 0, endBytes); !head)
        return head;
    const auto between = size - 2 * endBytes - probeBytes;
    for (std::int64_t i = 0; i < probeCount; ++i)
        if (auto probe = hashing.add(thread, endBytes + between * i / (probeCount - 1), probeBytes); !probe)
            return probe;
    return hashing.add(thread, size - endBytes, endBytes);
}

} // namespace

Outcome<MediaFingerprint> fingerprintOf(DiskThread& thread, const MediaFile& file)
{
    struct stat status = {};
    if (::stat(file.path().c_str(), &status) != 0)
        return file.failure(systemErrorText(errno));
    Hashing hashing(file);
    hashing.add(file.size());
    if (auto parts = hashParts(thread, hashing, file.size()); !parts)
        return parts.failure();
    return MediaFingerprint{hashing.result(), status.st_mtim.tv_sec * 1'000'000'000 + status.st_mtim.tv_nsec};
}

Outcome<ContentKey> hashOfAll(DiskThread& thread, const MediaFile& file, const std::atomic<bool>* cancelled)
{
    Hashing hashing(file);
    for (std::int64_t done = 0; done < file.size(); done += pieceBytes)
    {
        if (cancelled != nullptr && cancelled->load(std::memory_order_relaxed))
            return file.failure("cancelled");
        if (auto piece = hashing.add(thread, done, std::min(pieceBytes, file.size() - done)); !piece)
            return piece.failure();
    }
    return hashing.result();
}

} // namespace loophole::signal
