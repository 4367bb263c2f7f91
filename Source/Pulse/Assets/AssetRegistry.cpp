#include "Pulse/Assets/AssetRegistry.h"

#include "Pulse/Assets/OfflineStatusMachine.h"
#include "Pulse/Document/MediaRecords.h"
#include "Pulse/Document/PathText.h"

#include <iterator>
#include <unordered_set>
#include <utility>

namespace loophole
{
AssetRegistry::Record& AssetRegistry::add(AssetId id, const std::filesystem::path& absolute, AssetType type)
{
    auto& record = records[id];
    record.asset.assetId = id;
    record.asset.path = absolute;
    record.asset.type = type;
    record.transientPlace = transients.insert(transients.begin(), id);
    // Two entries of a document may name one file; the first stands for it when the file is browsed.
    byPath.emplace(absolute.native(), id);
    return record;
}

void AssetRegistry::count(const Record& record, std::ptrdiff_t by)
{
    if (record.asset.offlineStatus == OfflineStatus::pending)
        pendingCount += static_cast<std::size_t>(by);
    if (record.asset.offlineStatus == OfflineStatus::missing)
        missingCount += static_cast<std::size_t>(by);
}

bool AssetRegistry::name(Record& record, const SessionAsset& entry, const std::filesystem::path& documentFolder)
{
    if (record.named.native() == entry.path.native())
        return false;
    record.named = entry.path;
    const auto place = record.places.try_emplace(entry.path, resolvedAgainst(documentFolder, entry.path)).first->second;
    auto& asset = record.asset;
    record.record = entry.record;
    if (asset.content.bytes < 0 || asset.path != place)
        asset.content = entry.record.content;
    if (asset.path == place)
        return false;
    if (const auto former = byPath.find(asset.path.native()); former != byPath.end() && former->second == asset.assetId)
        byPath.erase(former);
    byPath.emplace(place.native(), asset.assetId);
    if (record.isInSession)
        count(record, -1);
    asset.path = place;
    asset.offlineStatus = OfflineStatus::pending;
    asset.cause.clear();
    if (record.isInSession)
        count(record, 1);
    return true;
}

void AssetRegistry::enterSession(Record& record)
{
    transients.erase(record.transientPlace);
    record.isInSession = true;
    record.asset.type = AssetType::sample;
    count(record, 1);
}

void AssetRegistry::leaveSession(Record& record)
{
    count(record, -1);
    record.isInSession = false;
    record.asset.type = AssetType::transient;
    record.transientPlace = transients.insert(transients.begin(), record.asset.assetId);
}

std::vector<PulseToSignal> AssetRegistry::follow(const Session& session, const std::filesystem::path& documentFolder)
{
    std::vector<PulseToSignal> messages;
    std::unordered_set<AssetId> wanted;
    const auto former = std::exchange(sessionAssets, {});
    for (const auto& entry : session.assets)
    {
        wanted.insert(entry.id);
        sessionAssets.push_back(entry.id);
        auto found = records.find(entry.id);
        if (found == records.end())
        {
            add(entry.id, resolvedAgainst(documentFolder, entry.path), AssetType::sample);
            found = records.find(entry.id);
            messages.push_back(RegisterAsset{entry.id, found->second.asset.path, AssetType::sample});
        }
        if (name(found->second, entry, documentFolder))
            messages.push_back(RegisterAsset{entry.id, found->second.asset.path, AssetType::sample});
        if (!found->second.isInSession)
            enterSession(found->second);
    }
    for (const auto id : former)
        if (!wanted.contains(id))
            leaveSession(records.at(id));
    forgetOldTransients(messages);
    return messages;
}

std::vector<PulseToSignal> AssetRegistry::replace(const Session& session, const std::filesystem::path& documentFolder)
{
    const auto former = sessionAssets;
    auto messages = follow(session, documentFolder);
    for (const auto id : former)
        if (const auto found = records.find(id); found != records.end() && !found->second.isInSession && !isKept(id))
            forget(id, messages);
    return messages;
}

AssetRegistry::Acquired AssetRegistry::acquire(const std::filesystem::path& file)
{
    const auto absolute = file.lexically_normal();
    Acquired acquired;
    if (const auto known = byPath.find(absolute.native()); known != byPath.end())
    {
        auto& record = records.at(known->second);
        acquired.asset = known->second;
        if (!record.isInSession)
            transients.splice(transients.begin(), transients, record.transientPlace);
        // A file that was not there when it was last looked at may be there now that someone asks for it again.
        if (record.asset.offlineStatus == OfflineStatus::missing)
            acquired.messages.push_back(RegisterAsset{acquired.asset, absolute, record.asset.type});
        return acquired;
    }
    acquired.asset = ids.next<AssetId>();
    add(acquired.asset, absolute, AssetType::transient);
    acquired.messages.push_back(RegisterAsset{acquired.asset, absolute, AssetType::transient});
    forgetOldTransients(acquired.messages);
    return acquired;
}

bool AssetRegistry::isKept(AssetId id) const
{
    return std::find(kept.begin(), kept.end(), id) != kept.end();
}

void AssetRegistry::forget(AssetId id, std::vector<PulseToSignal>& messages)
{
    const auto found = records.find(id);
    if (const auto named = byPath.find(found->second.asset.path.native()); named != byPath.end() && named->second == id)
        byPath.erase(named);
    transients.erase(found->second.transientPlace);
    records.erase(found);
    messages.push_back(ForgetAsset{id});
}

void AssetRegistry::forgetOldTransients(std::vector<PulseToSignal>& messages)
{
    while (transients.size() > transientCapacity)
    {
        while (isKept(transients.back()))
            transients.splice(transients.begin(), transients, std::prev(transients.end()));
        forget(transients.back(), messages);
    }
}

const AudioAsset* AssetRegistry::apply(const AssetStatusChanged& fact)
{
    const auto found = records.find(fact.asset);
    if (found == records.end())
        return nullptr;
    auto& asset = found->second.asset;
    const auto isInSession = found->second.isInSession;
    const auto after = statusAfter(asset.offlineStatus, eventThatMeans(fact.now));
    if (!after)
        return nullptr;
    const auto before = asset;
    if (isInSession)
        count(found->second, -1);
    asset.offlineStatus = *after;
    asset.cause = *after == OfflineStatus::present ? std::string() : fact.cause;
    // What was known about a medium stays while it is away: clips keep their lengths.
    if (*after == OfflineStatus::present)
        asset.facts = fact.facts;
    else if (!asset.facts.sampleRate.isKnown() && found->second.record.sampleRate.isKnown())
        asset.facts = factsOf(found->second.record);
    if (isInSession)
        count(found->second, 1);
    return asset == before ? nullptr : &asset;
}

const AudioAsset* AssetRegistry::apply(AssetId id, const MediaContent& content)
{
    const auto found = records.find(id);
    if (found == records.end() || found->second.asset.content == content)
        return nullptr;
    auto& asset = found->second.asset;
    const auto& before = asset.content;
    const auto isSamePrint = before.quickPrint == content.quickPrint;
    // Until all of it has been read, what was known of a file that looks the same is as good.
    if (isSamePrint && before.hash && !content.hash)
        return nullptr;
    const auto isOther = !isSamePrint || (before.hash && before.hash != content.hash);
    asset.revision += isOther && !before.quickPrint.isNone() ? 1u : 0u;
    asset.content = content;
    return &asset;
}

const AudioAsset* AssetRegistry::preferStream(AssetId asset)
{
    const auto found = records.find(asset);
    if (found == records.end() || std::exchange(found->second.asset.preferStream, true))
        return nullptr;
    return &found->second.asset;
}

const AudioAsset* AssetRegistry::apply(const ProxyChanged& fact)
{
    const auto found = records.find(fact.proxy.parentAssetId);
    if (found == records.end())
        return nullptr;
    auto& asset = found->second.asset;
    const auto before = asset;
    asset.proxyStatus = fact.status;
    // Of a medium that nobody has opened yet its proxy tells how long it is.
    if (fact.status == ProxyStatus::ready && !asset.facts.sampleRate.isKnown())
        asset.facts = fact.original;
    return asset == before ? nullptr : &asset;
}

const AudioAsset* AssetRegistry::find(AssetId id) const
{
    const auto found = records.find(id);
    return found == records.end() ? nullptr : &found->second.asset;
}

const AudioAsset* AssetRegistry::findFile(const std::filesystem::path& absolute) const
{
    const auto found = byPath.find(absolute.native());
    return found == byPath.end() ? nullptr : find(found->second);
}

std::vector<const AudioAsset*> AssetRegistry::missing() const
{
    std::vector<const AudioAsset*> all;
    for (const auto id : sessionAssets)
        if (const auto* asset = find(id); asset->offlineStatus == OfflineStatus::missing)
            all.push_back(asset);
    return all;
}

} // namespace loophole
