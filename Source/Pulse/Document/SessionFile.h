#pragma once

#include "Core/Outcome.h"
#include "Model/AudioAsset.h"
#include "Model/Session.h"
#include "Pulse/Document/DocumentStore.h"
#include "Pulse/Document/IdSource.h"

#include <functional>
#include <optional>
#include <vector>

namespace loophole
{

/** A clip to be placed, in the units of the document. */
struct ClipPlacement
{
    std::filesystem::path file; ///< relative ones are the working folder's
    FramePosition position;
    double offset = 0;
    std::optional<FrameCount> length;
    double gainDb = 0;
    FrameCount fadeIn;
    FrameCount fadeOut;
    bool loop = false;
    double playRate = 1;
    bool reverse = false;
};

/** One asset of a document as it was found. */
struct AssetCheck
{
    AssetId asset;
    std::string documentId;
    std::filesystem::path path;     ///< as in the document
    std::filesystem::path resolved; ///< absolute
    OfflineStatus status = OfflineStatus::missing;
    std::string cause;     ///< why it is not present
    std::size_t clips = 0; ///< that use it
};

/** Says what a file is: through Signal's codecs in the program, by hand in tests. */
using InspectMedia = std::function<AudioAsset(const std::filesystem::path& absolute)>;

/**
    A session document made or edited without threads, as the command line does. Waits for disks. Failures name the
    document, the track or the value. Nothing is written before save().
*/
class SessionFile
{
public:
    /** A new document at a path where there is none yet. */
    [[nodiscard]] static Outcome<SessionFile> create(const std::filesystem::path& document, SampleRate);
    [[nodiscard]] static Outcome<SessionFile> open(const std::filesystem::path& document);

    [[nodiscard]] Outcome<void> addTrack(const std::string& name);

    /** To the first track of that name. */
    [[nodiscard]] Outcome<void> addClip(const std::string& track, const ClipPlacement&);

    [[nodiscard]] std::vector<AssetCheck> check(const InspectMedia&) const;

    /** Gives an asset another file; what the document says of the content stays where it is the same. */
    void relink(AssetId, const std::filesystem::path& absolute, bool isSameContent);

    [[nodiscard]] Outcome<void> save() const;

    /** The document as it would be saved. */
    [[nodiscard]] std::string text() const;
    [[nodiscard]] const Session& session() const { return content; }
    [[nodiscard]] const std::filesystem::path& document() const { return place; }
    [[nodiscard]] std::filesystem::path folder() const;

private:
    SessionFile(std::filesystem::path document, Session session, IdSource source);

    std::filesystem::path place;
    Session content;
    IdSource ids;
    std::optional<DocumentStamp> stamp; ///< of the document that was opened
};

} // namespace loophole
