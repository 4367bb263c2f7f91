#include "Pulse/Document/SessionFile.h"

#include "Core/Limits.h"
#include "Pulse/Document/PathText.h"
#include "Pulse/Document/SessionReader.h"
#include "Pulse/Document/SessionWriter.h"
#include "Pulse/Editing/ClipEdits.h"
#include "Pulse/Editing/MediaEdits.h"
#include "Pulse/Editing/NewSession.h"
#include "Pulse/Editing/TrackEdits.h"

#include <cmath>
#include <unordered_map>

namespace loophole
{
namespace
{

Outcome<void> checkPlacement(const ClipPlacement& clip)
{
    const auto refuse = [](const char* what, const char* why) -> Outcome<void> {
        return Failure{what, why};
    };
    const auto none = FrameCount(0);
    if (clip.position < FramePosition(0))
        return refuse("position", "must not be negative");
    if (!(clip.offset >= 0) || !std::isfinite(clip.offset))
        return refuse("offset", "must not be negative");
    if (clip.length && *clip.length <= none)
        return refuse("length", "must be at least one frame");
    if (clip.fadeIn < none || clip.fadeOut < none)
        return refuse("fade", "must not be negative");
    if (!(clip.playRate >= limits::lowestPlayRate && clip.playRate <= limits::highestPlayRate))
        return refuse("rate", "must be from 0.1 to 8");
    if (!std::isfinite(clip.gainDb))
        return refuse("gain", "must be a number");
    return {};
}

Clip clipFor(const ClipPlacement& placement, ClipId id, AssetId asset)
{
    Clip clip;
    clip.id = id;
    clip.asset = asset;
    clip.position = placement.position;
    clip.offset = placement.offset;
    clip.length = placement.length;
    clip.gainDb = placement.gainDb;
    clip.fadeIn = placement.fadeIn;
    clip.fadeOut = placement.fadeOut;
    clip.loop = placement.loop;
    clip.playRate = placement.playRate;
    clip.reverse = placement.reverse;
    return clip;
}

} // namespace

SessionFile::SessionFile(std::filesystem::path document, Session session, IdSource source)
    : place(std::move(document)), content(std::move(session)), ids(source)
{
}

Outcome<SessionFile> SessionFile::create(const std::filesystem::path& document, SampleRate rate)
{
    if (rate.hz() < limits::lowestSampleRate || rate.hz() > limits::highestSampleRate)
        return Failure{"sample rate", "must be from " + std::to_string(limits::lowestSampleRate) + " to " +
                                          std::to_string(limits::highestSampleRate)};
    std::error_code error;
    if (std::filesystem::exists(std::filesystem::symlink_status(document, error)))
        return Failure{displayText(document.native()), "exists already"};
    IdSource ids;
    auto session = newSession(ids, rate);
    return SessionFile(document, std::move(session), ids);
}

Outcome<SessionFile> SessionFile::open(const std::filesystem::path& document)
{
    auto text = FileDocumentStore().load(document);
    if (!text)
        return text.failure();
    IdSource ids;
    auto session = readSession(displayText(document.native()), text.value().text, ids);
    if (!session)
        return session.failure();
    SessionFile file(document, std::move(session).value(), ids);
    file.stamp = text.value().stamp;
    return file;
}

std::filesystem::path SessionFile::folder() const
{
    std::error_code error;
    const auto absolute = std::filesystem::absolute(place, error);
    return (error ? place : absolute).lexically_normal().parent_path();
}

Outcome<void> SessionFile::addTrack(const std::string& name)
{
    if (!isUtf8(name))
        return Failure{"track name", "must be UTF-8"};
    if (trackPlace(content, name))
        return Failure{"track " + name, "exists already"};
    content = withTrack(content, ids, name);
    return {};
}

Outcome<void> SessionFile::addClip(const std::string& track, const ClipPlacement& placement)
{
    if (auto checked = checkPlacement(placement); !checked)
        return checked;
    const auto at = trackPlace(content, track);
    if (!at)
        return Failure{"track " + displayText(track), "is not in " + displayText(place.native())};
    std::error_code error;
    const auto absolute = std::filesystem::absolute(placement.file, error).lexically_normal();
    if (error)
        return Failure{displayText(placement.file.native()), error.message()};
    auto asset = AssetId();
    for (const auto& known : content.assets)
        if (!asset.isValid() && resolvedAgainst(folder(), known.path) == absolute)
            asset = known.id;
    if (!asset.isValid())
        asset = ids.next<AssetId>();
    const auto listed = withAsset(content, asset, relativeWherePossible(folder(), absolute));
    auto edited = withClip(listed, content.tracks[*at]->id, clipFor(placement, ids.next<ClipId>(), asset));
    if (!edited)
        return edited.failure();
    content = std::move(edited).value();
    return {};
}

std::vector<AssetCheck> SessionFile::check(const InspectMedia& probe) const
{
    std::unordered_map<AssetId, std::size_t> uses;
    for (const auto& track : content.tracks)
        for (const auto& clip : track->clips)
            ++uses[clip.asset];
    std::vector<AssetCheck> checks;
    for (const auto& asset : content.assets)
    {
        AssetCheck check;
        check.asset = asset.id;
        check.documentId = asset.documentId;
        check.path = asset.path;
        check.resolved = resolvedAgainst(folder(), asset.path);
        check.clips = uses[asset.id];
        const auto found = probe(check.resolved);
        check.status = found.offlineStatus;
        check.cause = found.cause;
        checks.push_back(std::move(check));
    }
    return checks;
}

void SessionFile::relink(AssetId id, const std::filesystem::path& absolute, bool isSameContent)
{
    content = withMediaAt(content, {{id, relativeWherePossible(folder(), absolute.lexically_normal())}}, isSameContent);
}

Outcome<void> SessionFile::save() const
{
    const auto saved = FileDocumentStore().save(place, text(), stamp);
    if (!saved)
        return saved.failure();
    if (saved.value().conflict != DocumentChange::none)
        return Failure{displayText(place.native()), "was changed by another program meanwhile"};
    return {};
}

std::string SessionFile::text() const
{
    return writeSession(content);
}

} // namespace loophole
