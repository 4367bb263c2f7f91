#include "Pulse/Document/SessionReader.h"

#include "Core/Limits.h"
#include "Pulse/Document/JsonMembers.h"
#include "Pulse/Document/PathText.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace loophole
{
namespace
{

/** Farthest place on a line of frames: whole numbers up to here are exact as doubles, and sums of them never overflow.
 */
constexpr auto farthestFrame = std::int64_t{1} << 53;
constexpr double lowestDb = -1000;
constexpr double highestDb = 200; ///< a factor of 10^10, far from a float's end
constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";

/** A text id and its place; empty where the document gives none. Views live as long as the parser. */
struct DraftId
{
    std::string_view text;
    std::size_t offset = 0;
};

struct AssetDraft
{
    SessionAsset asset;
    DraftId id;
    std::string_view path;
    std::optional<std::string> bytes; ///< of "pathBytes"
};

struct ClipDraft
{
    Clip clip;
    DraftId id;
    DraftId asset;
};

struct TrackDraft
{
    Track track;
    DraftId id;
    std::vector<ClipDraft> clips;
};

struct Draft
{
    Session session;
    std::vector<AssetDraft> assets;
    std::vector<TrackDraft> tracks;
    std::vector<Bus> buses;
    std::vector<Marker> markers;
};

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

void readAssets(Draft& to, JsonValue& assets)
{
    assets.eachElement("asset",
                       [&](JsonValue& value)
                       {
                           auto& draft = to.assets.emplace_back();
                           draft.asset.unknown = readMembers(value, assetMembers, draft);
                       });
}

void readTracks(Draft& to, JsonValue& tracks)
{
    tracks.eachElement("track",
                       [&](JsonValue& value)
                       {
                           auto& draft = to.tracks.emplace_back();
                           draft.track.unknown = readMembers(value, trackMembers, draft);
                       });
}

void readBuses(Draft& to, JsonValue& buses)
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

void readMarkers(Draft& to, JsonValue& markers)
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

constexpr JsonMember<Draft> sessionMembers[] = {
    {"format", [](Draft&, JsonValue& value) { static_cast<void>(value.text()); }, true},
    {"version", [](Draft&, JsonValue& value) { static_cast<void>(value.whole(1, sessionVersion)); }, true},
    {"sampleRate", [](Draft& to, JsonValue& value)
     { to.session.sampleRate = SampleRate(static_cast<int>(value.whole(lowestRate, highestRate))); }},
    {"tempo", [](Draft& to, JsonValue& value)
     { to.session.tempo.unknown = readMembers(value, tempoMembers, to.session.tempo); }},
    {"assets", readAssets},
    {"tracks", readTracks},
    {"buses", readBuses},
    {"markers", readMarkers},
    {"cues", [](Draft& to, JsonValue& value) { to.session.cues = value.rawArray(); }},
    {"settings", [](Draft& to, JsonValue& value) { to.session.settings = value.rawObject(); }},
};

/** Says politely what the document is if it is not one of ours, before anything else in it is judged. */
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

/** The document ids of one kind of thing: each only once, and new ones for what has none. */
class DocumentIds
{
public:
    DocumentIds(std::string_view prefix, std::size_t count) : prefix(prefix) { taken.reserve(count); }

    void claim(const DraftId& id)
    {
        if (!id.text.empty() && !taken.insert(id.text).second)
            throw JsonFault{id.offset, "\"id\" is that of another one, " + std::string(id.text)};
    }
    /** The id that was claimed, or the next free one. Only after all were claimed. */
    [[nodiscard]] std::string settle(const DraftId& id)
    {
        if (!id.text.empty())
            return std::string(id.text);
        auto made = prefix + std::to_string(++last);
        while (taken.contains(made))
            made = prefix + std::to_string(++last);
        return made;
    }

private:
    std::string prefix;
    std::unordered_set<std::string_view> taken;
    std::size_t last = 0;
};

using AssetsByName = std::unordered_map<std::string_view, AssetId>;

AssetsByName settleAssets(Draft& draft, IdSource& ids)
{
    AssetsByName byName;
    std::vector<SessionAsset> assets;
    for (auto& [asset, id, path, bytes] : draft.assets)
    {
        asset.id = ids.next<AssetId>();
        asset.documentId = id.text;
        // Someone who edited the readable path means that one; the bytes count only where they still say the same.
        asset.path = bytes && displayText(*bytes) == path ? *bytes : std::string(path);
        if (!byName.emplace(id.text, asset.id).second)
            throw JsonFault{id.offset, "\"id\" is that of another asset, " + std::string(id.text)};
        assets.push_back(std::move(asset));
    }
    draft.session.assets = SharedList<SessionAsset>(std::move(assets));
    return byName;
}

SharedList<Clip> settleClips(TrackDraft& track, DocumentIds& names, const AssetsByName& assets, IdSource& ids)
{
    std::vector<Clip> clips;
    clips.reserve(track.clips.size());
    for (auto& draft : track.clips)
    {
        const auto asset = assets.find(draft.asset.text);
        if (asset == assets.end())
            throw JsonFault{draft.asset.offset, "\"asset\" is not among the assets: " + std::string(draft.asset.text)};
        draft.clip.asset = asset->second;
        draft.clip.id = ids.next<ClipId>();
        draft.clip.documentId = names.settle(draft.id);
        clips.push_back(std::move(draft.clip));
    }
    const auto isEarlier = [](const Clip& a, const Clip& b) { return a.position < b.position; };
    if (!std::is_sorted(clips.begin(), clips.end(), isEarlier))
        std::stable_sort(clips.begin(), clips.end(), isEarlier);
    return SharedList<Clip>(std::move(clips));
}

void settleTracks(Draft& draft, const AssetsByName& assets, IdSource& ids)
{
    std::size_t clipCount = 0;
    for (const auto& track : draft.tracks)
        clipCount += track.clips.size();
    DocumentIds trackNames("t", draft.tracks.size());
    DocumentIds clipNames("c", clipCount);
    for (const auto& track : draft.tracks)
    {
        trackNames.claim(track.id);
        for (const auto& clip : track.clips)
            clipNames.claim(clip.id);
    }
    std::vector<std::shared_ptr<const Track>> tracks;
    for (auto& track : draft.tracks)
    {
        track.track.id = ids.next<TrackId>();
        track.track.documentId = trackNames.settle(track.id);
        track.track.clips = settleClips(track, clipNames, assets, ids);
        tracks.push_back(std::make_shared<const Track>(std::move(track.track)));
    }
    draft.session.tracks = SharedList<std::shared_ptr<const Track>>(std::move(tracks));
}

void settleBusesAndMarkers(Draft& draft, IdSource& ids)
{
    const auto isMaster = [](const Bus& bus) { return bus.name == "Master"; };
    if (std::none_of(draft.buses.begin(), draft.buses.end(), isMaster))
    {
        Bus master;
        master.name = "Master";
        draft.buses.insert(draft.buses.begin(), std::move(master));
    }
    for (auto& bus : draft.buses)
        bus.id = ids.next<BusId>();
    for (auto& marker : draft.markers)
        marker.id = ids.next<MarkerId>();
    std::stable_sort(draft.markers.begin(), draft.markers.end(),
                     [](const Marker& a, const Marker& b) { return a.position < b.position; });
    draft.session.buses = SharedList<Bus>(std::move(draft.buses));
    draft.session.markers = SharedList<Marker>(std::move(draft.markers));
}

/** simdjson's DOM checks the whole text (grammar, UTF-8, numbers, nesting); its on-demand walk then knows the places.
 */
void checkGrammar(const simdjson::padded_string& text)
{
    simdjson::dom::parser parser;
    const auto isReady = parser.allocate(text.size(), limits::maxJsonDepth) == simdjson::SUCCESS;
    simdjson::dom::element root;
    if (!isReady || parser.parse(text).get(root) != simdjson::SUCCESS)
        throw locateFault(std::string_view(text), limits::maxJsonDepth);
    if (!root.is_object())
        throw JsonFault{0, "must be an object"};
}

Session readChecked(const simdjson::padded_string& text, IdSource& ids)
{
    checkGrammar(text);
    simdjson::ondemand::parser parser;
    simdjson::ondemand::document document = parser.iterate(text);
    {
        JsonValue root(document.get_value(), text.data(), "session");
        checkFormat(root);
    }
    document.rewind();
    JsonValue root(document.get_value(), text.data(), "session");
    Draft draft;
    draft.session.unknown = readMembers(root, sessionMembers, draft);
    settleTracks(draft, settleAssets(draft, ids), ids);
    settleBusesAndMarkers(draft, ids);
    return std::move(draft.session);
}

} // namespace

Outcome<Session> readSession(const std::string& name, std::string_view text, IdSource& ids)
{
    if (text.starts_with(byteOrderMark))
        text.remove_prefix(byteOrderMark.size());
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos)
        return Failure{name, "line 1, column 1: the file is empty"};
    try
    {
        return readChecked(simdjson::padded_string(text), ids);
    }
    catch (const JsonFault& fault)
    {
        return Failure{name, lineAndColumn(text, fault.offset) + ": " + fault.why};
    }
    catch (const simdjson::simdjson_error& error)
    {
        return Failure{name, std::string("line 1, column 1: not JSON: ") + error.what()};
    }
}

} // namespace loophole
