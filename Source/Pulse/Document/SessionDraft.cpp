#include "Pulse/Document/SessionDraft.h"

#include "Core/Limits.h"
#include "Pulse/Document/PathText.h"
#include "Pulse/Document/SessionReader.h"

#include <algorithm>

namespace loophole
{
namespace
{

/** Farthest place on a line of frames: whole numbers up to here are exact as doubles, and sums of them never overflow.
 */
constexpr auto farthestFrame = std::int64_t{1} << 53;
constexpr double lowestDb = -1000;
constexpr double highestDb = 200; ///< a factor of 10^10, far from a float's end

DraftId readId(JsonValue& value)
{
    const auto text = value.text();
    if (text.empty())
        value.refuse("must not be empty");
    return {text, value.place()};
}

FrameCount readFrames(JsonValue& value)
{
    return FrameCount(value.whole(0, farthestFrame));
}
FramePosition readPosition(JsonValue& value)
{
    return FramePosition(value.whole(0, farthestFrame));
}
double readDb(JsonValue& value)
{
    return value.number(lowestDb, highestDb);
}

std::string_view readPath(JsonValue& value)
{
    const auto path = value.text();
    if (path.empty() || path.find('\0') != std::string_view::npos)
        value.refuse(path.empty() ? "must not be empty" : "must not have a zero character");
    return path;
}

std::string readPathBytes(JsonValue& value)
{
    auto bytes = percentDecoded(value.text());
    if (!bytes || bytes->empty() || bytes->find('\0') != std::string::npos)
        value.refuse("must be a percent-encoded path");
    return *std::move(bytes);
}

constexpr JsonMember<AssetDraft> assetMembers[] = {
    {"id", [](AssetDraft& to, JsonValue& value) { to.id = readId(value); }, true},
    {"path", [](AssetDraft& to, JsonValue& value) { to.path = readPath(value); }, true},
    {"pathBytes", [](AssetDraft& to, JsonValue& value) { to.bytes = readPathBytes(value); }},
};

constexpr JsonMember<ClipDraft> clipMembers[] = {
    {"id", [](ClipDraft& to, JsonValue& value) { to.id = readId(value); }},
    {"asset", [](ClipDraft& to, JsonValue& value) { to.asset = readId(value); }, true},
    {"position", [](ClipDraft& to, JsonValue& value) { to.clip.position = readPosition(value); }, true},
    {"offset",
     [](ClipDraft& to, JsonValue& value) { to.clip.offset = value.number(0, static_cast<double>(farthestFrame)); }},
    {"length", [](ClipDraft& to, JsonValue& value) { to.clip.length = readFrames(value); }},
    {"gainDb", [](ClipDraft& to, JsonValue& value) { to.clip.gainDb = readDb(value); }},
    {"fadeIn", [](ClipDraft& to, JsonValue& value) { to.clip.fadeIn = readFrames(value); }},
    {"fadeOut", [](ClipDraft& to, JsonValue& value) { to.clip.fadeOut = readFrames(value); }},
    {"loop", [](ClipDraft& to, JsonValue& value) { to.clip.loop = value.flag(); }},
    {"playRate", [](ClipDraft& to, JsonValue& value)
     { to.clip.playRate = value.number(limits::lowestPlayRate, limits::highestPlayRate); }},
    {"reverse", [](ClipDraft& to, JsonValue& value) { to.clip.reverse = value.flag(); }},
    {"mute", [](ClipDraft& to, JsonValue& value) { to.clip.mute = value.flag(); }},
    {"name", [](ClipDraft& to, JsonValue& value) { to.clip.name = value.text(); }},
};

void readClips(TrackDraft& track, JsonValue& clips)
{
    clips.eachElement("clip",
                      [&](JsonValue& value)
                      {
                          auto& draft = track.clips.emplace_back();
                          draft.clip.unknown = readMembers(value, clipMembers, draft);
                      });
}

constexpr JsonMember<TrackDraft> trackMembers[] = {
    {"id", [](TrackDraft& to, JsonValue& value) { to.id = readId(value); }},
    {"name", [](TrackDraft& to, JsonValue& value) { to.track.name = value.text(); }},
    {"gainDb", [](TrackDraft& to, JsonValue& value) { to.track.gainDb = readDb(value); }},
    {"pan", [](TrackDraft& to, JsonValue& value) { to.track.pan = value.number(-1, 1); }},
    {"mute", [](TrackDraft& to, JsonValue& value) { to.track.mute = value.flag(); }},
    {"solo", [](TrackDraft& to, JsonValue& value) { to.track.solo = value.flag(); }},
    {"output", [](TrackDraft& to, JsonValue& value) { to.track.output = value.text(); }},
    {"colour", [](TrackDraft& to, JsonValue& value) { to.track.colour = static_cast<int>(value.whole(0, 255)); }},
    {"clips", readClips},
};

constexpr JsonMember<Bus> busMembers[] = {
    {"name", [](Bus& to, JsonValue& value) { to.name = readId(value).text; }, true},
    {"volumeDb", [](Bus& to, JsonValue& value) { to.volumeDb = readDb(value); }},
    {"mute", [](Bus& to, JsonValue& value) { to.mute = value.flag(); }},
    {"sendTo", [](Bus& to, JsonValue& value) { to.sendTo = value.text(); }},
    {"channels",
     [](Bus& to, JsonValue& value) { to.channels = static_cast<int>(value.whole(1, limits::maxChannels)); }},
};

constexpr JsonMember<Marker> markerMembers[] = {
    {"position", [](Marker& to, JsonValue& value) { to.position = readPosition(value); }, true},
    {"name", [](Marker& to, JsonValue& value) { to.name = value.text(); }},
};

constexpr JsonMember<Tempo> tempoMembers[] = {
    {"bpm", [](Tempo& to, JsonValue& value) { to.bpm = value.number(1, 1000); }},
    {"beatsPerBar", [](Tempo& to, JsonValue& value) { to.beatsPerBar = static_cast<int>(value.whole(1, 64)); }},
};

void readAssets(SessionDraft& to, JsonValue& assets)
{
    assets.eachElement("asset",
                       [&](JsonValue& value)
                       {
                           auto& draft = to.assets.emplace_back();
                           draft.asset.unknown = readMembers(value, assetMembers, draft);
                       });
}

void readTracks(SessionDraft& to, JsonValue& tracks)
{
    tracks.eachElement("track",
                       [&](JsonValue& value)
                       {
                           auto& draft = to.tracks.emplace_back();
                           draft.track.unknown = readMembers(value, trackMembers, draft);
                       });
}

void readBuses(SessionDraft& to, JsonValue& buses)
{
    buses.eachElement("bus",
                      [&](JsonValue& value)
                      {
                          Bus bus;
                          bus.unknown = readMembers(value, busMembers, bus);
                          const auto isSame = [&](const Bus& other) { return other.name == bus.name; };
                          if (std::any_of(to.buses.begin(), to.buses.end(), isSame))
                              value.refuse("has the name of another one, " + bus.name);
                          to.buses.push_back(std::move(bus));
                      });
}

void readMarkers(SessionDraft& to, JsonValue& markers)
{
    markers.eachElement("marker",
                        [&](JsonValue& value)
                        {
                            auto& marker = to.markers.emplace_back();
                            marker.unknown = readMembers(value, markerMembers, marker);
                        });
}

constexpr int lowestRate = limits::lowestSampleRate;
constexpr int highestRate = limits::highestSampleRate;

constexpr JsonMember<SessionDraft> sessionMembers[] = {
    {"format", [](SessionDraft&, JsonValue& value) { static_cast<void>(value.text()); }, true},
    {"version", [](SessionDraft&, JsonValue& value) { static_cast<void>(value.whole(1, sessionVersion)); }, true},
    {"sampleRate", [](SessionDraft& to, JsonValue& value)
     { to.session.sampleRate = SampleRate(static_cast<int>(value.whole(lowestRate, highestRate))); }},
    {"tempo", [](SessionDraft& to, JsonValue& value)
     { to.session.tempo.unknown = readMembers(value, tempoMembers, to.session.tempo); }},
    {"assets", readAssets},
    {"tracks", readTracks},
    {"buses", readBuses},
    {"markers", readMarkers},
    {"cues", [](SessionDraft& to, JsonValue& value) { to.session.cues = value.rawArray(); }},
    {"settings", [](SessionDraft& to, JsonValue& value) { to.session.settings = value.rawObject(); }},
};

} // namespace

void checkFormat(JsonValue& root)
{
    bool isSession = false;
    root.eachMember(
        [&](JsonValue& value)
        {
            if (value.key() == "format")
            {
                if (const auto format = value.text(); format != sessionFormat)
                    value.refuse("is \"" + std::string(format) + "\": not a session of Loophole");
                isSession = true;
            }
            if (value.key() == "version")
                if (const auto version = value.whole(1, farthestFrame); version > sessionVersion)
                    value.refuse("is " + std::to_string(version) +
                                 ": written by a newer Loophole; this one reads version " +
                                 std::to_string(sessionVersion));
        });
    if (!isSession)
        root.refuse("has no \"format\": not a session of Loophole");
}

SessionDraft readDraft(JsonValue& root)
{
    SessionDraft draft;
    draft.session.unknown = readMembers(root, sessionMembers, draft);
    return draft;
}

} // namespace loophole
