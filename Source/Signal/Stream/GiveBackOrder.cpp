#include "Signal/Stream/GiveBackOrder.h"

#include <cassert>

namespace loophole::signal
{

void GiveBackOrder::add(CachedBlock& block)
{
    assert(block.place == CachedBlock::noPlace);
    heap.push_back(nullptr);
    put(heap.size() - 1, block);
    rise(heap.size() - 1);
}

void GiveBackOrder::remove(CachedBlock& block)
{
    const auto place = block.place;
    assert(place < heap.size() && heap[place] == &block);
    block.place = CachedBlock::noPlace;
    auto* last = heap.back();
    heap.pop_back();
    if (last == &block)
        return;
    put(place, *last);
    update(*last);
}

void GiveBackOrder::update(CachedBlock& block)
{
    rise(block.place);
    sink(block.place);
}

void GiveBackOrder::put(std::size_t place, CachedBlock& block)
{
    heap[place] = &block;
    block.place = place;
}

void GiveBackOrder::rise(std::size_t place)
{
    auto& block = *heap[place];
    for (; place > 0 && heap[(place - 1) / 2]->need < block.need; place = (place - 1) / 2)
        put(place, *heap[(place - 1) / 2]);
    put(place, block);
}

void GiveBackOrder::sink(std::size_t place)
{
    auto& block = *heap[place];
    for (auto child = 2 * place + 1; child < heap.size(); child = 2 * place + 1)
    {
        if (child + 1 < heap.size() && heap[child]->need < heap[child + 1]->need)
            ++child;
        if (heap[child]->need <= block.need)
            break;
        put(place, *heap[child]);
        place = child;
    }
    put(place, block);
}

} // namespace loophole::signal
