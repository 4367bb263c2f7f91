#include "Signal/Scan/ContentReading.h"

#include "Signal/Disk/LocalFileSystem.h"
#include "Signal/Scan/QuickPrint.h"

#include <algorithm>
#include <utility>
#include <vector>
#include <xxhash.h>

namespace loophole::signal
{
namespace
{

/** As large as a read that costs a spinning disk little more than its seek. */
constexpr std::int64_t pieceBytes = 256 << 10;

std::int64_t microseconds(const MediaFile& file)
{
    return file.modified() / 1000;
}

} // namespace

void ContentReading::Freeing::operator()(XXH3_state_s* old) const
{
    XXH3_freeState(old);
}

ContentReading::ContentReading(FingerprintMedia message, CloudRules cloudRules)
    : request(std::move(message)), rules(std::move(cloudRules))
{
    told.request = request.request;
}

void ContentReading::end(std::string error)
{
    told.error = std::move(error);
    told.isComplete = true;
    state.reset();
}

void ContentReading::step(DiskThread& thread, std::int64_t bytes)
{
    bytesOfStep = 0;
    // Reading a placeholder would have its client download it.
    if (auto cause = placeholderCause(thread, request.file, rules))
        return end(*std::move(cause));
    const auto file = MediaFile::open(thread, request.file);
    if (!file)
        return end(file.failure().why);
    if (!hasBegun())
        return begin(thread, *file.value());
    if (file.value()->size() != told.content.bytes || microseconds(*file.value()) != told.content.modified)
        return end("was changed while it was read");
    read(thread, *file.value(), bytes);
}

void ContentReading::begin(DiskThread& thread, const MediaFile& file)
{
    const auto print = quickPrintOf(thread, file);
    if (!print)
        return end(print.failure().why);
    told.content = {file.size(), microseconds(file), print.value(), std::nullopt};
    isFar = !isLocalFileSystem(thread, request.file);
    auto asKnown = told.content;
    asKnown.hash = request.known.hash;
    if (asKnown.hash && asKnown == request.known)
    {
        told.content.hash = asKnown.hash;
        return end();
    }
    if (!request.wantedPrint.isNone() && request.wantedPrint != print.value())
        return end();
    state.reset(XXH3_createState());
    XXH3_128bits_reset(state.get());
}

void ContentReading::read(DiskThread& thread, const MediaFile& file, std::int64_t bytes)
{
    std::vector<std::byte> piece(static_cast<std::size_t>(std::min(pieceBytes, bytes)));
    for (const auto stop = std::min(done + bytes, told.content.bytes); done < stop;)
    {
        const auto wanted = std::span(piece).first(std::min(piece.size(), static_cast<std::size_t>(stop - done)));
        const auto got = file.readAt(thread, done, wanted);
        if (!got || got.value() == 0)
            return end(got ? "became shorter while it was read" : got.failure().why);
        XXH3_128bits_update(state.get(), piece.data(), got.value());
        done += static_cast<std::int64_t>(got.value());
        bytesOfStep += got.value();
    }
    if (done < told.content.bytes)
        return;
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, XXH3_128bits_digest(state.get()));
    std::ranges::copy(canonical.digest, told.content.hash.emplace().bytes.begin());
    end();
}

} // namespace loophole::signal
