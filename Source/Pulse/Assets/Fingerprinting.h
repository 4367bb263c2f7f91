#pragma once

#include "Pulse/Assets/AssetRegistry.h"

#include <deque>
#include <functional>
#include <unordered_map>
#include <unordered_set>

namespace loophole
{

/**
    Sees to it that the prints of the session's media are known: asks Signal for those of files that were opened or
    changed, a few at a time. Owned by Pulse, used on its thread.
*/
class Fingerprinting
{
public:
    /** Reading is a matter of the disks; a queue in Pulse can be put in order and forgotten at no cost. */
    static constexpr std::size_t mostAtOnce = 4;

    explicit Fingerprinting(std::function<RequestId()> requestIds) : nextRequest(std::move(requestIds)) {}

    /** The file was opened, or is another one than before. */
    void want(AssetId);
    /** Nothing of what was wanted is of interest any more; what Signal must be told. */
    [[nodiscard]] std::vector<PulseToSignal> reset();

    /** What Signal is to be asked now. */
    [[nodiscard]] std::vector<PulseToSignal> takeRequests(const AssetRegistry&);

    /** The asset that an answer is about; an invalid one where it is for someone else, or of a file that the asset
        does not have any more. */
    [[nodiscard]] AssetId take(const MediaFingerprinted&, const AssetRegistry&);

private:
    std::function<RequestId()> nextRequest;
    std::deque<AssetId> waiting;
    std::unordered_set<AssetId> wanted; ///< those that wait
    struct Asked
    {
        AssetId asset;
        std::filesystem::path file;
    };
    std::unordered_map<RequestId, Asked> asked;
};

} // namespace loophole
