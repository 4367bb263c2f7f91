#include "Pulse/Document/SessionWriter.h"

#include "Pulse/Document/MediaRecordText.h"
#include "Pulse/Document/ObjectText.h"
#include "Pulse/Document/PathText.h"
#include "Pulse/Document/SessionReader.h"

#include <algorithm>
#include <unordered_map>

namespace loophole
{
namespace
{

/** The text id of a thing; one that has none yet gets it from its runtime id, which IdSource keeps off all others. */
template <class AnyId>
std::string idText(char prefix, AnyId id, const std::string& documentId)
{
    return documentId.empty() ? prefix + std::to_string(id.value) : documentId;
}

using AssetNames = std::unordered_map<AssetId, std::string>;

/** Writes the parts of a session to the end of a text. */
class Writer
{
public:
    Writer(const Session& session, const AssetNames& assetNames, std::string& text)
        : session(session), assetNames(assetNames), text(text)
    {
    }

    void writeHead()
    {
        text +=
            "{\"format\":" + quotedText(std::string(sessionFormat)) + ",\"version\":" + std::to_string(sessionVersion);
        text += ",\"sampleRate\":" + std::to_string(session.sampleRate.hz()) + ",\"tempo\":";
        writeTempo();
        text += ",\n \"assets\":[";
    }
    void writeTail()
    {
        text += ']';
        writeList("buses", session.buses, [this](const Bus& bus) { writeBus(bus); });
        writeList("markers", session.markers, [this](const Marker& marker) { writeMarker(marker); });
        text += ",\n \"cues\":" + session.cues + ",\n \"settings\":" + session.settings;
        if (session.unknown)
            for (const auto& [key, json] : *session.unknown)
                text += ",\n " + quotedText(key) + ':' + json;
        text += "\n}\n";
    }
    void writeAssets(const std::vector<SessionAsset>& assets, bool isFirst)
    {
        auto separator = isFirst ? "\n  " : ",\n  ";
        for (const auto& asset : assets)
        {
            text += separator;
            separator = ",\n  ";
            writeAsset(asset);
        }
    }
    void writeClips(const std::vector<Clip>& clips, bool isFirst)
    {
        text.reserve(text.size() + 256 * clips.size());
        auto separator = isFirst ? "\n   " : ",\n   ";
        for (const auto& clip : clips)
        {
            text += separator;
            separator = ",\n   ";
            writeClip(clip);
        }
    }
    /** All of a track before its clips. */
    void writeTrackHead(const Track& track, bool isFirst)
    {
        text += isFirst ? "\n  " : ",\n  ";
        ObjectText object(text);
        object.text("id", idText('t', track.id, track.documentId));
        object.text("name", track.name);
        object.number("gainDb", track.gainDb);
        object.number("pan", track.pan);
        object.flag("mute", track.mute);
        object.flag("solo", track.solo);
        object.text("output", track.output);
        if (track.colour)
            object.whole("colour", *track.colour);
        object.raw("clips", "[");
    }
    void writeTrackTail(const Track& track)
    {
        text += ']';
        if (track.unknown)
            for (const auto& [key, json] : *track.unknown)
                text += "," + quotedText(key) + ':' + json;
        text += '}';
    }

private:
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

    void writeTempo()
    {
        ObjectText object(text);
        object.number("bpm", session.tempo.bpm);
        object.whole("beatsPerBar", session.tempo.beatsPerBar);
        object.end(session.tempo.unknown);
    }

    void writeAsset(const SessionAsset& asset)
    {
        const auto& bytes = asset.path.native();
        ObjectText object(text);
        object.text("id", assetNames.at(asset.id));
        object.text("path", displayText(bytes));
        if (!isUtf8(bytes))
            object.text("pathBytes", percentEncoded(bytes));
        for (const auto& [name, json] : membersOf(asset.record))
            object.raw(name, json);
        object.end(asset.unknown);
    }

    void writeClip(const Clip& clip)
    {
        ObjectText object(text);
        object.text("id", idText('c', clip.id, clip.documentId));
        const auto asset = assetNames.find(clip.asset);
        object.text("asset", asset == assetNames.end() ? std::string() : asset->second);
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
    const AssetNames& assetNames;
    std::string& text;
};

AssetNames namesOf(const SharedList<SessionAsset>& assets)
{
    AssetNames names;
    names.reserve(assets.size());
    for (const auto& asset : assets)
        names.emplace(asset.id, idText('a', asset.id, asset.documentId));
    return names;
}

/** Offers a piece whose text is what `write(Writer&)` appends. */
class PieceVisit
{
    using Role = SessionPiece::Role;

public:
    PieceVisit(const Session& session, const VisitPiece& visit)
        : session(session), visit(visit), names(namesOf(session.assets))
    {
    }

    void all()
    {
        piece(nullptr, Role::first, [](Writer& writer) { writer.writeHead(); });
        chunks(session.assets,
               [](Writer& writer, const auto& chunk, bool isFirst) { writer.writeAssets(chunk, isFirst); });
        piece(nullptr, Role::first, [this](Writer&) { *text += "],\n \"tracks\":["; });
        bool isFirst = true;
        for (const auto& track : session.tracks)
        {
            piece(track, isFirst ? Role::first : Role::later,
                  [&](Writer& writer) { writer.writeTrackHead(*track, isFirst); });
            chunks(track->clips,
                   [](Writer& writer, const auto& chunk, bool first) { writer.writeClips(chunk, first); });
            piece(track, Role::tail, [&](Writer& writer) { writer.writeTrackTail(*track); });
            isFirst = false;
        }
        piece(nullptr, Role::first, [](Writer& writer) { writer.writeTail(); });
    }

private:
    template <class Write>
    void piece(std::shared_ptr<const void> source, Role role, Write write)
    {
        visit({std::move(source), role,
               [&](std::string& to)
               {
                   text = &to;
                   Writer writer(session, names, to);
                   write(writer);
               }});
    }
    template <class List, class Write>
    void chunks(const List& list, Write write)
    {
        for (std::size_t i = 0; i < list.chunkCount(); ++i)
        {
            const auto& chunk = list.chunk(i);
            piece(chunk, i == 0 ? Role::first : Role::later, [&](Writer& writer) { write(writer, *chunk, i == 0); });
        }
    }

    const Session& session;
    const VisitPiece& visit;
    AssetNames names;
    std::string* text = nullptr;
};

} // namespace

void visitPieces(const Session& session, const VisitPiece& visit)
{
    PieceVisit(session, visit).all();
}

std::string writeSession(const Session& session)
{
    std::string text;
    std::size_t clips = 0;
    for (const auto& track : session.tracks)
        clips += track->clips.size();
    text.reserve(4096 + 256 * clips);
    visitPieces(session, [&text](const SessionPiece& piece) { piece.append(text); });
    return text;
}

} // namespace loophole
