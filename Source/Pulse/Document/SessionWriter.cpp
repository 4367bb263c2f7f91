#include "Pulse/Document/SessionWriter.h"

#include "Pulse/Document/NumberText.h"
#include "Pulse/Document/PathText.h"
#include "Pulse/Document/SessionReader.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace loophole
{
namespace
{

/** One JSON object being appended to a text. */
class ObjectText
{
public:
    explicit ObjectText(std::string& to) : to(to) { to += '{'; }

    void raw(const std::string& key, const std::string& json)
    {
        to += isFirst ? "" : ",";
        isFirst = false;
        to += quotedText(key) + ':' + json;
    }
    void text(const char* key, const std::string& value) { raw(key, quotedText(value)); }
    void number(const char* key, double value) { raw(key, numberText(value)); }
    void whole(const char* key, std::int64_t value) { raw(key, std::to_string(value)); }
    void flag(const char* key, bool value) { raw(key, value ? "true" : "false"); }
    void end(const UnknownMembers& unknown)
    {
        if (unknown)
            for (const auto& [key, json] : *unknown)
                raw(key, json);
        to += '}';
    }

private:
    std::string& to;
    bool isFirst = true;
};

/** The text ids of things of one kind; those that have none get one from their runtime id, which stays the same from
 * save to save. */
template <class AnyId>
class DocumentIds
{
public:
    DocumentIds(std::string prefix) : prefix(std::move(prefix)) {}

    void claim(const std::string& documentId)
    {
        if (!documentId.empty())
            taken.insert(documentId);
    }
    [[nodiscard]] std::string of(AnyId id, const std::string& documentId)
    {
        if (!documentId.empty())
            return documentId;
        auto made = prefix + std::to_string(id.value);
        while (!taken.insert(made).second)
            made += '_';
        return made;
    }

private:
    std::string prefix;
    std::unordered_set<std::string> taken;
};

class Writer
{
public:
    explicit Writer(const Session& session) : session(session) {}

    std::string write()
    {
        claimIds();
        text.reserve(4096 + 256 * clipCount());
        text +=
            "{\"format\":" + quotedText(std::string(sessionFormat)) + ",\"version\":" + std::to_string(sessionVersion);
        text += ",\"sampleRate\":" + std::to_string(session.sampleRate.hz()) + ",\"tempo\":";
        writeTempo();
        writeList("assets", session.assets, [this](const SessionAsset& asset) { writeAsset(asset); });
        writeList("tracks", session.tracks, [this](const auto& track) { writeTrack(*track); });
        writeList("buses", session.buses, [this](const Bus& bus) { writeBus(bus); });
        writeList("markers", session.markers, [this](const Marker& marker) { writeMarker(marker); });
        text += ",\n \"cues\":" + session.cues + ",\n \"settings\":" + session.settings;
        if (session.unknown)
            for (const auto& [key, json] : *session.unknown)
                text += ",\n " + quotedText(key) + ':' + json;
        text += "\n}\n";
        return std::move(text);
    }

private:
    [[nodiscard]] std::size_t clipCount() const
    {
        std::size_t count = 0;
        for (const auto& track : session.tracks)
            count += track->clips.size();
        return count;
    }

    /** One element a line. */
    template <class List, class Write>
    void writeList(const std::string& key, const List& list, Write write)
    {
        text += ",\n \"" + key + "\":[";
        auto separator = "\n  ";
        for (const auto& element : list)
        {
            text += separator;
            separator = ",\n  ";
            write(element);
        }
        text += ']';
    }

    void claimIds()
    {
        for (const auto& asset : session.assets)
            assetIds.claim(asset.documentId);
        for (const auto& track : session.tracks)
        {
            trackIds.claim(track->documentId);
            for (const auto& clip : track->clips)
                clipIds.claim(clip.documentId);
        }
    }

    void writeTempo()
    {
        ObjectText object(text);
        object.number("bpm", session.tempo.bpm);
        object.whole("beatsPerBar", session.tempo.beatsPerBar);
        object.end(session.tempo.unknown);
    }

    void writeAsset(const SessionAsset& asset)
    {
        const auto& name = assetNames[asset.id] = assetIds.of(asset.id, asset.documentId);
        const auto& bytes = asset.path.native();
        ObjectText object(text);
        object.text("id", name);
        object.text("path", displayText(bytes));
        if (!isUtf8(bytes))
            object.text("pathBytes", percentEncoded(bytes));
        object.end(asset.unknown);
    }

    void writeTrack(const Track& track)
    {
        ObjectText object(text);
        object.text("id", trackIds.of(track.id, track.documentId));
        object.text("name", track.name);
        object.number("gainDb", track.gainDb);
        object.number("pan", track.pan);
        object.flag("mute", track.mute);
        object.flag("solo", track.solo);
        object.text("output", track.output);
        if (track.colour)
            object.whole("colour", *track.colour);
        object.raw("clips", "[");
        auto separator = "\n   ";
        for (const auto& clip : track.clips)
        {
            text += separator;
            separator = ",\n   ";
            writeClip(clip);
        }
        text += ']';
        object.end(track.unknown);
    }

    void writeClip(const Clip& clip)
    {
        ObjectText object(text);
        object.text("id", clipIds.of(clip.id, clip.documentId));
        object.text("asset", assetNames[clip.asset]);
        object.whole("position", clip.position.value());
        object.number("offset", clip.offset);
        if (clip.length)
            object.whole("length", clip.length->value());
        object.number("gainDb", clip.gainDb);
        object.whole("fadeIn", clip.fadeIn.value());
        object.whole("fadeOut", clip.fadeOut.value());
        object.flag("loop", clip.loop);
        object.number("playRate", clip.playRate);
        object.flag("reverse", clip.reverse);
        object.flag("mute", clip.mute);
        if (!clip.name.empty())
            object.text("name", clip.name);
        object.end(clip.unknown);
    }

    void writeBus(const Bus& bus)
    {
        ObjectText object(text);
        object.text("name", bus.name);
        object.number("volumeDb", bus.volumeDb);
        object.flag("mute", bus.mute);
        object.text("sendTo", bus.sendTo);
        if (bus.channels != Bus().channels)
            object.whole("channels", bus.channels);
        const auto isEffects = [](const auto& member) { return member.first == "effects"; };
        if (!bus.unknown || std::none_of(bus.unknown->begin(), bus.unknown->end(), isEffects))
            object.raw("effects", "[]");
        object.end(bus.unknown);
    }

    void writeMarker(const Marker& marker)
    {
        ObjectText object(text);
        object.whole("position", marker.position.value());
        object.text("name", marker.name);
        object.end(marker.unknown);
    }

    const Session& session;
    std::string text;
    DocumentIds<AssetId> assetIds{"a"};
    DocumentIds<TrackId> trackIds{"t"};
    DocumentIds<ClipId> clipIds{"c"};
    std::unordered_map<AssetId, std::string> assetNames;
};

} // namespace

std::string writeSession(const Session& session)
{
    return Writer(session).write();
}

} // namespace loophole
