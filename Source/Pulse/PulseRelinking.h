#pragma once

#include "Pulse/Assets/Fingerprinting.h"
#include "Pulse/Assets/MediaSearch.h"
#include "Pulse/PulseDesk.h"

#include <map>
#include <set>

namespace loophole
{

namespace relinking
{

/** A drive that vanishes takes many files with it; they are looked for together. */
inline constexpr Instant settling = std::chrono::milliseconds(400);
/** A library that is busy is not waited for longer. */
inline constexpr Instant libraryPatience = std::chrono::seconds(2);
inline constexpr Instant reportInterval = std::chrono::milliseconds(100);

} // namespace relinking

/**
    Finds lost media again: keeps the prints of what is there, looks by itself where the session and the library point
    once something is missing, and elsewhere when it is told to. What has the same content takes its place as an edit;
    the rest is proposed; PulseRelinks.cpp has what becomes of files that were found. Owned by Pulse's desk, used on
    Pulse's thread; never waits.
*/
class Pulse::Relinking
{
public:
    /** `isActive`: in a program that edits. What it does unasked is told to `log`. */
    Relinking(Desk&, bool isActive, std::function<void(const std::string&)> log);

    void assetChanged(PulseThread&, const AssetStatusChanged&);
    /** Media have come into the session that may have been known before. */
    void mediaFollowed();
    void take(PulseThread&, const MediaFingerprinted&);
    /** Whether it was asked for here. */
    bool take(const FolderScanned&);
    bool take(const MediaProbed&);
    void take(const LibraryFilesFound&);

    void search(PulseThread&, const SearchMissingMedia&);
    void cancel(PulseThread&);
    void relink(PulseThread&, const RelinkMedia&);

    void sessionReplaced(PulseThread&);
    void conclude(PulseThread&);
    [[nodiscard]] Instant nextWakeUp() const;

private:
    [[nodiscard]] std::vector<AudioAsset> missing() const;
    void begin(PulseThread&, std::vector<AudioAsset> missing);
    void searchByItself(PulseThread&);
    void askLibrary(PulseThread&);
    void followPrefix(PulseThread&);
    void finish(PulseThread&);
    void edit(PulseThread&, const std::vector<RelinkMedia::Pair>&, bool isSameContent);
    void takeByContent(PulseThread&, const std::vector<MediaSearch::Found>&);
    void propose(const std::vector<MediaSearch::Found>&);
    void report(PulseThread&);
    void watchStandIns(const std::vector<RelinkMedia::Pair>&);
    void tellOfStandIn(PulseThread&, AssetId, const MediaFacts&);
    [[nodiscard]] bool isMissing(AssetId) const;

    Desk& desk;
    const bool isActive;
    std::function<void(const std::string&)> log;
    std::uint32_t lastRequest = firstRequestOfPulse;
    Fingerprinting fingerprints;

    std::optional<MediaSearch> current;
    std::optional<RequestId> lookup; ///< the library's answer is waited for
    Instant lookupEnd{};
    Instant searchDue = Instant::max();        ///< by itself
    std::set<AssetId> looked;                  ///< for these it has searched by itself since they were missing
    std::set<std::filesystem::path> takenBack; ///< places of media that were found by themselves once
    std::map<AssetId, WantedMedium> standIns;  ///< chosen by hand for these, and not opened yet
    std::optional<PrefixChange> prefix;        ///< as the last one was found to have moved
    MediaSearchChanged told;
    bool isReportDue = false;
    Instant nextReport{};
};

} // namespace loophole
