#pragma once

#include "Pulse/Document/JsonMembers.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/**
    A session document as it is written: values judged one by one, references and ids not yet. Texts that are views
    live as long as the JSON parser. Clips, buses and markers are in the document's order.
*/
namespace loophole
{

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

struct SessionDraft
{
    Session session;
    std::vector<AssetDraft> assets;
    std::vector<TrackDraft> tracks;
    std::vector<Bus> buses;
    std::vector<Marker> markers;
};

/**
    Throws a JsonFault that says politely what the document is if it is no session of ours or a newer one, before
    anything else in it is judged. Consumes the value.
*/
void checkFormat(JsonValue& root);

/** Throws a JsonFault at the first member that is wrong. */
[[nodiscard]] SessionDraft readDraft(JsonValue& root);

} // namespace loophole
