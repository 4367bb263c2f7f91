#include "Aura/Browser/FileRow.h"

#include <algorithm>
#include <charconv>

namespace loophole::aura
{
namespace
{

std::string tagOf(const MediaFacts& facts, const char* key)
{
    const auto found = facts.tags.find(key);
    return found == facts.tags.end() ? std::string() : found->second;
}

double numberOf(const std::string& text)
{
    double value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    return read.ec == std::errc() && value > 0 ? value : 0;
}

} // namespace

double tempoOf(const MediaFacts& facts)
{
    return numberOf(tagOf(facts, "bpm"));
}

FileRow rowOf(LibraryHit hit)
{
    FileRow row;
    row.path = std::move(hit.path);
    row.file = hit.file;
    row.offlineStatus = hit.offlineStatus;
    row.cause = std::move(hit.cause);
    row.isKnown = hit.facts.sampleRate.isKnown();
    row.facts = std::move(hit.facts);
    row.key = std::move(hit.key);
    row.tempo = hit.tempo;
    row.isFavourite = hit.isFavourite;
    row.rating = hit.rating;
    row.collections = hit.collections;
    row.labels = std::move(hit.labels);
    row.ownTags = std::move(hit.ownTags);
    row.bytes = static_cast<std::uintmax_t>(std::max<std::int64_t>(hit.bytes, 0));
    row.modified = hit.modified;
    return row;
}

void addMarks(FileRow& row, const LibraryHit& hit)
{
    const auto bytes = row.bytes;
    const auto modified = row.modified;
    row = rowOf(hit);
    row.bytes = bytes;
    row.modified = modified;
    // It was just listed: the library has not looked since it came back.
    row.offlineStatus = OfflineStatus::present;
    if (hit.offlineStatus != OfflineStatus::present)
        row.cause.clear();
}

void addFacts(FileRow& row, const AudioAsset& asset)
{
    row.offlineStatus = asset.offlineStatus;
    row.cause = asset.cause;
    if (!asset.facts.sampleRate.isKnown())
        return;
    const auto own = [&](const char* key) { return std::ranges::find(row.ownTags, key) != row.ownTags.end(); };
    row.isKnown = true;
    auto tags = row.facts.tags;
    row.facts = asset.facts;
    for (auto& [key, value] : tags)
        if (own(key.c_str()))
            row.facts.tags[key] = value;
    if (row.file == 0)
    {
        row.key = tagOf(row.facts, "key");
        row.tempo = tempoOf(row.facts);
    }
}

void apply(const MarkLibraryFiles& marks, FileRow& row)
{
    row.isFavourite = marks.favourite.value_or(row.isFavourite);
    row.rating = marks.rating.value_or(row.rating);
    row.collections =
        static_cast<std::uint8_t>((row.collections | marks.collectionsToJoin) & ~marks.collectionsToLeave);
}

void apply(const LabelLibraryFiles& change, FileRow& row)
{
    for (const auto& label : change.add)
        if (std::ranges::find(row.labels, label) == row.labels.end())
            row.labels.push_back(label);
    for (const auto& label : change.remove)
        std::erase(row.labels, label);
}

/** None: what stood there before is told when the list is asked for anew. */
void apply(const SetLibraryTag& change, FileRow& row)
{
    if (!change.value)
    {
        std::erase(row.ownTags, change.key);
        return;
    }
    if (std::ranges::find(row.ownTags, change.key) == row.ownTags.end())
        row.ownTags.push_back(change.key);
    row.facts.tags[change.key] = *change.value;
    if (change.key == "key")
        row.key = *change.value;
    if (change.key == "bpm")
        row.tempo = numberOf(*change.value);
}

} // namespace loophole::aura
