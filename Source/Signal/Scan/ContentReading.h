#pragma once

#include "Messages/Relink.h"
#include "Signal/Cloud/CloudRules.h"
#include "Signal/Codec/MediaFile.h"

#include <memory>

struct XXH3_state_s;

namespace loophole::signal
{

/**
    Reads one file for its prints, a step at a time. The file is not held open in between: a drive whose media wait for
    a quiet moment can be unmounted. A file that is changed meanwhile ends it. Owned by one job at a time.
*/
class ContentReading
{
public:
    ContentReading(FingerprintMedia, CloudRules);

    /** The first step looks at the file and takes the quick print; each other one reads `bytes` more. */
    void step(DiskThread&, std::int64_t bytes);

    /** What is known by now; complete after the last step. */
    [[nodiscard]] const MediaFingerprinted& result() const { return told; }
    [[nodiscard]] bool hasBegun() const { return told.content.bytes >= 0; }
    /** It lies where reading costs others as much as this machine; known once it has begun. */
    [[nodiscard]] bool isRemote() const { return isFar; }
    [[nodiscard]] std::size_t lastBytes() const { return bytesOfStep; }

private:
    void begin(DiskThread&, const MediaFile&);
    void read(DiskThread&, const MediaFile&, std::int64_t bytes);
    void end(std::string error = {});

    struct Freeing
    {
        void operator()(XXH3_state_s*) const;
    };

    FingerprintMedia request;
    CloudRules rules;
    MediaFingerprinted told;
    std::unique_ptr<XXH3_state_s, Freeing> state;
    std::int64_t done = 0;
    bool isFar = false;
    std::size_t bytesOfStep = 0;
};

} // namespace loophole::signal
