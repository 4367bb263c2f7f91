#pragma once

#include "Messages/PulseToSignal.h"
#include "Messages/SignalToPulse.h"
#include "Pulse/Assets/MediaLookup.h"
#include "Pulse/Document/IdSource.h"

#include <list>
#include <map>
#include <unordered_map>
#include <vector>

namespace loophole
{

/**
    Every medium that Pulse knows: those of the session, and a bounded number of others that were browsed or auditioned
    (transient). One file is one asset. Owned by Pulse, used on its thread; what Signal must be told comes back as
    values.
*/
class AssetRegistry final : public MediaLookup
{
public:
    /** Browsed files that stay known: some screens full of a browser's rows. */
    static constexpr std::size_t transientCapacity = 512;

    explicit AssetRegistry(IdSource& ids) : ids(ids) {}

    /** The messages that make Signal's list of assets what `session` needs; assets that left it become transient. */
    [[nodiscard]] std::vector<PulseToSignal> follow(const Session& session,
                                                    const std::filesystem::path& documentFolder);

    /** As follow, for another session: what the former one alone used is forgotten. */
    [[nodiscard]] std::vector<PulseToSignal> replace(const Session& session,
                                                     const std::filesystem::path& documentFolder);

    /** The asset of a file that need not be in the session, and what Signal must be told if it is new. */
    struct Acquired
    {
        AssetId asset;
        std::vector<PulseToSignal> messages;
    };
    [[nodiscard]] Acquired acquire(const std::filesystem::path& file);

    /** Takes in what Signal found out; the asset if that changed anything that is shown, else null. */
    const AudioAsset* apply(const AssetStatusChanged&);
    const AudioAsset* apply(const ProxyChanged&);

    /** What its file was found to hold; the asset if that is news, else null. */
    const AudioAsset* apply(AssetId, const MediaContent&);

    /** From now on it is streamed and never kept whole; the asset if that is news, else null. */
    const AudioAsset* preferStream(AssetId);

    [[nodiscard]] const AudioAsset* find(AssetId) const override;
    [[nodiscard]] const AudioAsset* findFile(const std::filesystem::path& absolute) const;

    /** Of the session, in its order. */
    [[nodiscard]] std::vector<const AudioAsset*> missing() const;
    [[nodiscard]] bool isAnyPending() const { return pendingCount > 0; }
    [[nodiscard]] bool isAnyMissing() const { return missingCount > 0; }
    [[nodiscard]] std::size_t size() const { return records.size(); }

    /** Assets that must not be forgotten though no session uses them: those being auditioned. */
    void keep(std::vector<AssetId> assets) { kept = std::move(assets); }

private:
    struct Record
    {
        AudioAsset asset;
        bool isInSession = false;
        std::list<AssetId>::iterator transientPlace; ///< where it stands among the transient ones, if it is one
        std::filesystem::path named;                 ///< as the session names it now
        /** What its names meant when they came: a session that is saved elsewhere takes its undo steps along. */
        std::map<std::filesystem::path, std::filesystem::path> places;
        MediaRecord record; ///< as the session had it
    };

    Record& add(AssetId, const std::filesystem::path& absolute, AssetType);
    /** Whether it has another file than before. */
    bool name(Record&, const SessionAsset&, const std::filesystem::path& documentFolder);
    void enterSession(Record&);
    void leaveSession(Record&);
    void count(const Record&, std::ptrdiff_t by);
    [[nodiscard]] bool isKept(AssetId) const;
    void forget(AssetId, std::vector<PulseToSignal>&);
    void forgetOldTransients(std::vector<PulseToSignal>&);

    IdSource& ids;
    std::unordered_map<AssetId, Record> records;
    std::unordered_map<std::string, AssetId> byPath;
    std::vector<AssetId> sessionAssets;
    std::list<AssetId> transients; ///< the most recently used one first
    std::size_t pendingCount = 0;
    std::size_t missingCount = 0;
    std::vector<AssetId> kept; ///< fewer than transientCapacity
};

} // namespace loophole
