#include "Signal/Stream/ReaderShelf.h"

#include <algorithm>

namespace loophole::signal
{

ReaderShelf::ReaderShelf(std::size_t descriptors) : capacity(std::max<std::size_t>(1, descriptors / 2)) {}

void ReaderShelf::admit(EditionId edition)
{
    const std::scoped_lock lock(mutex);
    admitted.insert(edition.value);
}

std::vector<std::unique_ptr<OpenMedium>> ReaderShelf::retire(EditionId edition)
{
    const std::scoped_lock lock(mutex);
    admitted.erase(edition.value);
    std::vector<std::unique_ptr<OpenMedium>> closing;
    if (const auto found = byEdition.find(edition.value); found != byEdition.end())
        for (const auto place : std::vector<Place>(found->second))
            closing.push_back(remove(place));
    return closing;
}

std::unique_ptr<OpenMedium> ReaderShelf::take(EditionId edition, FramePosition start)
{
    const std::scoped_lock lock(mutex);
    const auto found = byEdition.find(edition.value);
    if (found == byEdition.end())
        return nullptr;
    const auto distance = [start](Place place)
    {
        const auto ahead = (start - place->medium->resumesFrom()).value();
        return ahead >= 0 && ahead <= readOnFrames ? ahead : std::int64_t{1} << 62;
    };
    const auto best = *std::ranges::min_element(found->second, {}, distance);
    const auto isNear = distance(best) <= readOnFrames;
    if (!isNear && best->medium->seeksAreExpensive() && found->second.size() < mostOfOneAsset)
        return nullptr;
    return remove(best);
}

void ReaderShelf::giveBack(DiskThread&, EditionId edition, std::unique_ptr<OpenMedium> medium)
{
    std::vector<std::unique_ptr<OpenMedium>> closing; // closed behind the lock's scope: closing may wait for a disk
    const std::scoped_lock lock(mutex);
    if (!admitted.contains(edition.value))
    {
        closing.push_back(std::move(medium));
        return;
    }
    auto& places = byEdition[edition.value];
    auto& order = orderOf(*medium);
    places.push_back(order.insert(order.end(), Kept{edition, std::move(medium)}));
    if (places.size() > mostOfOneAsset)
        closing.push_back(remove(places.front()));
    while (decoders.size() > std::min(mostDecoders, capacity))
        closing.push_back(remove(decoders.begin()));
    while (plain.size() > std::min(mostPlain, capacity - std::min(capacity, decoders.size())))
        closing.push_back(remove(plain.begin()));
}

std::size_t ReaderShelf::count() const
{
    const std::scoped_lock lock(mutex);
    return decoders.size() + plain.size();
}

std::unique_ptr<OpenMedium> ReaderShelf::remove(Place place)
{
    auto medium = std::move(place->medium);
    const auto found = byEdition.find(place->edition.value);
    std::erase(found->second, place);
    if (found->second.empty())
        byEdition.erase(found);
    orderOf(*medium).erase(place);
    return medium;
}

} // namespace loophole::signal
