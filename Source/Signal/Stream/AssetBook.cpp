#include "Signal/Stream/AssetBook.h"

#include "Signal/Stream/OpenJob.h"

namespace loophole::signal
{
namespace
{

/** Openings come in the order they were asked for, before other work that nobody listens to. */
constexpr Urgency ordinary{UrgencyClass::background, Instant::zero(), 0, true};

/** Tags of openings are apart from those of reads, which count from 1. */
constexpr std::uint64_t openingTags = std::uint64_t{1} << 63;

/** A drive that was just plugged in is known by the next look at its files; thousands of them read the table once. */
constexpr Instant mountsAge = std::chrono::seconds(1);

} // namespace

AssetBook::AssetBook(const Clock& clock, Disk& disk, std::shared_ptr<StreamJobContext> context)
    : clock(clock), disk(disk), context(std::move(context)), mounts(MountTable::current()), mountsReadAt(clock.now())
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

void AssetBook::open(SignalThread& thread, AssetSource& source)
{
    source.isToBeOpened = false;
    if (!source.isPresent())
        source.device = deviceOf(source.path);
    source.opening = newEdition();
    disk.submit(thread, std::make_unique<OpenJob>(context, source.id, source.opening, source.path),
                {ordinary, source.device, {openingTag(source.id), 0}});
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
    if (source->isToBeOpened)
        open(thread, *source);
    if (opened.failure)
    {
        auto change = becomeMissing(*source, opened.failure->why);
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
    return becomeMissing(source, failure.why);
}

AssetBook::Change AssetBook::becomeMissing(AssetSource& source, const std::string& why)
{
    Change change{&source, source.toldStatus(), false, false, {}};
    change.isNews = source.status != OfflineStatus::missing || source.cause != why;
    source.status = OfflineStatus::missing;
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

DeviceId AssetBook::deviceOf(const std::filesystem::path& path)
{
    if (clock.now() >= mountsReadAt + mountsAge)
    {
        mounts = MountTable::current();
        mountsReadAt = clock.now();
    }
    return mounts.deviceOf(path);
}

} // namespace loophole::signal
