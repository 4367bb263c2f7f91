#include "Pulse/Document/SessionReader.h"

#include "Core/Limits.h"
#include "Pulse/Document/MediaRecordText.h"
#include "Pulse/Document/PathText.h"
#include "Pulse/Document/SessionDraft.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace loophole
{
namespace
{

constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";

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

AssetsByName settleAssets(SessionDraft& draft, IdSource& ids)
{
    AssetsByName byName;
    std::vector<SessionAsset> assets;
    for (auto& [asset, id, path, bytes] : draft.assets)
    {
        asset.id = ids.next<AssetId>();
        asset.documentId = id.text;
        asset.unknown = takeMediaRecord(asset.unknown, asset.record);
        ids.avoid(asset.documentId);
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
        ids.avoid(draft.clip.documentId);
        clips.push_back(std::move(draft.clip));
    }
    const auto isEarlier = [](const Clip& a, const Clip& b) { return a.position < b.position; };
    if (!std::is_sorted(clips.begin(), clips.end(), isEarlier))
        std::stable_sort(clips.begin(), clips.end(), isEarlier);
    return SharedList<Clip>(std::move(clips));
}

void settleTracks(SessionDraft& draft, const AssetsByName& assets, IdSource& ids)
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
        ids.avoid(track.track.documentId);
        track.track.clips = settleClips(track, clipNames, assets, ids);
        tracks.push_back(std::make_shared<const Track>(std::move(track.track)));
    }
    draft.session.tracks = SharedList<std::shared_ptr<const Track>>(std::move(tracks));
}

void settleBusesAndMarkers(SessionDraft& draft, IdSource& ids)
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
    auto draft = readDraft(root);
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
