#include "Signal/Stream/AssetBook.h"

namespace loophole::signal
{
namespace
{

/** Openings come in the order they were asked for, before other work that nobody listens to. */
constexpr Urgency ordinary{UrgencyClass::background, Instant::zero(), 0, true};

/** Tags of openings are apart from those of reads, which count from 1. */
constexpr std::uint64_t openingTags = std::uint64_t{1} << 63;

/** Downloads take as long as the network does, and say nothing of the drive that the placeholders lie on. */
constexpr DeviceId downloads{~std::uint64_t{0}};

} // namespace

AssetBook::AssetBook(const Clock& clock, Disk& disk, std::shared_ptr<StreamJobContext> context)
    : disk(disk), context(std::move(context)), drives(clock)
{
}

AssetSource& AssetBook::add(SignalThread& thread, const RegisterAsset& message)
{
    auto& source = sources[message.asset];
    if (source == nullptr)
    {
        source = std::make_unique<AssetSource>();
        source->id = message.asset;
    }
    if (source->path != message.path)
    {
        source->path = message.path;
        // A look at the old path says nothing about the new one.
        source->opening = {};
    }
    source->type = message.type;
    look(thread, *source);
    return *source;
}

void AssetBook::look(SignalThread& thread, AssetSource& source)
{
    // On a hung drive one worker is enough to find out whether it is back.
    if (source.opening.value != 0)
        source.isToBeOpened = true;
    else
        open(thread, source);
}

void AssetBook::hurry(SignalThread& thread, const AssetSource& source, Urgency urgency)
{
    if (source.opening.value != 0)
        disk.reorder(thread, openingTag(source.id), urgency);
}

AssetBook::Change AssetBook::download(SignalThread& thread, AssetSource& source)
{
    if (source.status != OfflineStatus::cloud)
        return {};
    if (source.opening.value != 0) // a look that is under way would find the placeholder
    {
        disk.cancel(thread, openingTag(source.id), 1);
        retire(thread, source.opening);
    }
    open(thread, source, OpenJob::Placeholder::fetch);
    return become(source, OfflineStatus::pending, "is being downloaded");
}

void AssetBook::open(SignalThread& thread, AssetSource& source, OpenJob::Placeholder placeholder)
{
    source.isToBeOpened = false;
    auto route = drives.routeTo(source.path);
    if (!source.isPresent())
        source.device = route.device();
    source.opening = newEdition();
    const auto isDownload = placeholder == OpenJob::Placeholder::fetch;
    disk.submit(
        thread,
        std::make_unique<OpenJob>(context, source.id, source.opening, source.path, std::move(route), placeholder),
        {ordinary, isDownload ? downloads : source.device, {openingTag(source.id), 0}});
}

EditionId AssetBook::newEdition()
{
    const EditionId edition{++editionCount};
    context->shelf.admit(edition);
    return edition;
}

AssetBook::Change AssetBook::apply(SignalThread& thread, const OpenedMedium& opened)
{
    auto* source = find(opened.asset);
    if (source == nullptr || source->opening != opened.edition)
        return {nullptr, OfflineStatus::pending, false, false, opened.edition};
    source->opening = {};
    if (opened.away)
    {
        drives.learn(*opened.away);
        source->isToBeOpened = true;
    }
    if (source->isToBeOpened)
        open(thread, *source);
    if (opened.away)
        return {nullptr, OfflineStatus::pending, false, false, opened.edition};
    if (opened.failure)
    {
        const auto status = opened.isPlaceholder ? OfflineStatus::cloud : OfflineStatus::missing;
        auto change = become(*source, status, opened.failure->why);
        change.retired = opened.edition;
        return change;
    }

    Change change{source, source->toldStatus(), false, false, source->edition};
    // Blocks of the proxy of a medium that was away stay when that is what has come.
    const auto isSame = source->wasOpened() ? source->stamp == opened.stamp && source->facts == opened.facts
                                            : source->proxy && source->proxy->standsFor(opened.stamp, opened.facts);
    change.isOther = !isSame;
    change.isNews = change.isOther || !source->isPresent();
    source->status = OfflineStatus::present;
    source->cause.clear();
    source->facts = opened.facts;
    source->stamp = opened.stamp;
    source->edition = opened.edition;
    source->seeksAreExpensive = opened.seeksAreExpensive;
    if (opened.device.value != 0)
        source->device = opened.device;
    if (change.isNews)
        source->reportedCauses.clear();
    return change;
}

AssetBook::Change AssetBook::lose(SignalThread&, AssetSource& source, const Failure& failure)
{
    return become(source, OfflineStatus::missing, failure.why);
}

AssetBook::Change AssetBook::become(AssetSource& source, OfflineStatus status, const std::string& why)
{
    Change change{&source, source.toldStatus(), false, false, {}};
    change.isNews = source.status != status || source.cause != why;
    source.status = status;
    source.cause = why;
    return change;
}

void AssetBook::remove(SignalThread& thread, AssetId asset)
{
    const auto* source = find(asset);
    if (source == nullptr)
        return;
    disk.cancel(thread, openingTag(asset), 1);
    if (source->opening.value != 0)
        retire(thread, source->opening);
    if (source->wasOpened())
        retire(thread, source->edition);
    if (source->proxy)
        retire(thread, source->proxyEdition);
    sources.erase(asset);
}

void AssetBook::retire(SignalThread& thread, EditionId edition)
{
    auto closing = context->shelf.retire(edition);
    if (!closing.empty())
        disk.submit(thread, std::make_unique<CloseJob>(std::move(closing)), {});
}

AssetSource* AssetBook::find(AssetId asset) const
{
    const auto found = sources.find(asset);
    return found != sources.end() ? found->second.get() : nullptr;
}

std::uint64_t AssetBook::openingTag(AssetId asset) const
{
    return openingTags | asset.value;
}

} // namespace loophole::signal
