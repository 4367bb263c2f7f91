#include "App/Engine/FileSession.h"

#include "App/Engine/AnswerWithin.h"
#include "App/Engine/MediaProbe.h"
#include "Model/ClipTimeline.h"
#include "Pulse/Document/IdSource.h"

#include <fstream>

namespace loophole
{
namespace
{

/** A medium that has not answered by then is refused. */
constexpr Instant patience = std::chrono::seconds(10);

bool beginsAsDocument(const std::filesystem::path& path)
{
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(path, ignored))
        return false;
    std::ifstream file(path, std::ios::binary);
    char first = 0;
    file >> first; // skips white space
    return first == '{';
}

} // namespace

bool isSessionDocument(const std::filesystem::path& path)
{
    return path.extension() == ".loophole" ||
           answerWithin(patience, [path] { return beginsAsDocument(path); }).value_or(false);
}

Outcome<SessionPointer> sessionOfFiles(const std::vector<std::filesystem::path>& files, const signal::CloudRules& rules)
{
    std::vector<std::filesystem::path> paths;
    std::error_code ignored;
    for (const auto& file : files)
        paths.push_back(std::filesystem::absolute(file, ignored));
    const auto media = probeMediaWithin(paths, patience, rules);
    IdSource ids;
    Session session;
    Track track;
    track.id = ids.next<TrackId>();
    track.documentId = "t1";
    track.name = files.size() == 1 ? files.front().filename().native() : "Files";
    FramePosition end;
    for (std::size_t i = 0; i < files.size(); ++i)
    {
        const auto& asset = media[i];
        if (asset.offlineStatus != OfflineStatus::present)
            return Failure{files[i].native(), asset.cause};
        const auto number = std::to_string(session.assets.size() + 1);
        if (session.assets.empty())
        {
            session.sampleRate = asset.facts.sampleRate;
            Bus master;
            master.id = ids.next<BusId>();
            master.name = "Master";
            session.buses = session.buses.withAppended(master);
        }
        SessionAsset used;
        used.id = ids.next<AssetId>();
        used.documentId = "a" + number;
        used.path = asset.path;
        Clip clip;
        clip.id = ids.next<ClipId>();
        clip.documentId = "c" + number;
        clip.asset = used.id;
        clip.position = end;
        end = timelineOf(clip, asset.facts.sampleRate, asset.facts.length, session.sampleRate).end();
        session.assets = session.assets.withAppended(std::move(used));
        track.clips = track.clips.withAppended(std::move(clip));
    }
    session.tracks = session.tracks.withAppended(std::make_shared<const Track>(std::move(track)));
    return SessionPointer(std::make_shared<const Session>(std::move(session)));
}

} // namespace loophole
