#pragma once

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <iterator>
#include <memory>
#include <vector>

namespace loophole
{

/**
    An immutable list whose copies share what they have in common. Changing one element copies one chunk of at most
    `chunkSize` elements and the list of chunks, so an edit in a track of 100,000 clips costs microseconds and an
    undo step kilobytes. Every function that changes something returns the changed list. Safe to read from any thread.
*/
template <class Value>
class SharedList
{
public:
    /** Copying one chunk then costs about as much as copying the chunk list of a track of 100,000 clips. */
    static constexpr std::size_t chunkSize = 256;

    SharedList() = default;
    SharedList(std::vector<Value> values)
    {
        auto next = std::make_shared<Chunks>();
        for (std::size_t i = 0; i < values.size(); i += chunkSize)
        {
            const auto from = values.begin() + static_cast<std::ptrdiff_t>(i);
            const auto to = values.begin() + static_cast<std::ptrdiff_t>(std::min(i + chunkSize, values.size()));
            next->push_back(std::make_shared<const Chunk>(std::make_move_iterator(from), std::make_move_iterator(to)));
        }
        *this = SharedList(std::move(next));
    }

    [[nodiscard]] std::size_t size() const { return content ? content->size : 0; }
    [[nodiscard]] bool empty() const { return size() == 0; }

    [[nodiscard]] const Value& operator[](std::size_t index) const
    {
        const auto at = locate(index);
        return (*content->chunks[at.chunk])[at.offset];
    }
    [[nodiscard]] const Value& front() const { return (*this)[0]; }
    [[nodiscard]] const Value& back() const { return (*this)[size() - 1]; }

    [[nodiscard]] SharedList with(std::size_t index, Value value) const
    {
        const auto at = locate(index);
        auto chunk = *content->chunks[at.chunk];
        chunk[at.offset] = std::move(value);
        return replacingChunk(at.chunk, std::move(chunk));
    }

    /** `index` may be size(): at the end. */
    [[nodiscard]] SharedList withInserted(std::size_t index, Value value) const
    {
        if (empty())
            return SharedList(std::vector<Value>{std::move(value)});
        const auto at =
            index == size() ? Place{content->chunks.size() - 1, content->chunks.back()->size()} : locate(index);
        auto chunk = *content->chunks[at.chunk];
        chunk.insert(chunk.begin() + static_cast<std::ptrdiff_t>(at.offset), std::move(value));
        return replacingChunk(at.chunk, std::move(chunk));
    }
    [[nodiscard]] SharedList withAppended(Value value) const { return withInserted(size(), std::move(value)); }

    [[nodiscard]] SharedList without(std::size_t index) const
    {
        const auto at = locate(index);
        auto chunk = *content->chunks[at.chunk];
        chunk.erase(chunk.begin() + static_cast<std::ptrdiff_t>(at.offset));
        return replacingChunk(at.chunk, std::move(chunk));
    }

    class Iterator
    {
    public:
        using iterator_category = std::forward_iterator_tag;
        using value_type = Value;
        using difference_type = std::ptrdiff_t;
        using pointer = const Value*;
        using reference = const Value&;

        Iterator() = default;
        Iterator(const SharedList& list, std::size_t chunk) : list(&list), chunk(chunk) {}

        reference operator*() const { return (*list->content->chunks[chunk])[offset]; }
        pointer operator->() const { return &**this; }
        Iterator& operator++()
        {
            if (++offset == list->content->chunks[chunk]->size())
            {
                ++chunk;
                offset = 0;
            }
            return *this;
        }
        Iterator operator++(int)
        {
            auto before = *this;
            ++*this;
            return before;
        }
        bool operator==(const Iterator&) const = default;

    private:
        const SharedList* list = nullptr;
        std::size_t chunk = 0;
        std::size_t offset = 0;
    };

    [[nodiscard]] Iterator begin() const { return {*this, 0}; }
    [[nodiscard]] Iterator end() const { return {*this, content ? content->chunks.size() : 0}; }

    /** The pieces that lists share, in order: what is derived from a piece holds for every list that has it. */
    [[nodiscard]] std::size_t chunkCount() const { return content ? content->chunks.size() : 0; }
    [[nodiscard]] const std::shared_ptr<const std::vector<Value>>& chunk(std::size_t index) const
    {
        assert(index < chunkCount());
        return content->chunks[index];
    }
    /** Index in the list of a chunk's first element. */
    [[nodiscard]] std::size_t chunkStart(std::size_t index) const { return content->firsts[index]; }

    /** Whether both are the very same list, without comparing elements. */
    [[nodiscard]] bool sharesAllWith(const SharedList& other) const { return content == other.content; }

    friend bool operator==(const SharedList& a, const SharedList& b)
    {
        return a.content == b.content || (a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin()));
    }

private:
    using Chunk = std::vector<Value>;
    using Chunks = std::vector<std::shared_ptr<const Chunk>>;

    /** The chunks, none of them empty, and the index of each one's first element. */
    struct Content
    {
        Chunks chunks;
        std::vector<std::size_t> firsts;
        std::size_t size = 0;
    };
    struct Place
    {
        std::size_t chunk;
        std::size_t offset;
    };

    explicit SharedList(const std::shared_ptr<Chunks>& chunks)
    {
        if (chunks->empty())
            return;
        auto next = std::make_shared<Content>();
        next->chunks = std::move(*chunks);
        next->firsts.reserve(next->chunks.size());
        for (const auto& chunk : next->chunks)
        {
            next->firsts.push_back(next->size);
            next->size += chunk->size();
        }
        content = std::move(next);
    }

    [[nodiscard]] Place locate(std::size_t index) const
    {
        assert(index < size());
        const auto after = std::upper_bound(content->firsts.begin(), content->firsts.end(), index);
        const auto chunk = static_cast<std::size_t>(after - content->firsts.begin()) - 1;
        return {chunk, index - content->firsts[chunk]};
    }

    [[nodiscard]] SharedList replacingChunk(std::size_t index, Chunk chunk) const
    {
        auto chunks = std::make_shared<Chunks>(content->chunks);
        const auto place = chunks->begin() + static_cast<std::ptrdiff_t>(index);
        if (chunk.empty())
        {
            chunks->erase(place);
        }
        else if (chunk.size() > chunkSize)
        {
            const auto middle = chunk.begin() + static_cast<std::ptrdiff_t>(chunk.size() / 2);
            auto second =
                std::make_shared<const Chunk>(std::make_move_iterator(middle), std::make_move_iterator(chunk.end()));
            chunk.erase(middle, chunk.end());
            *place = std::make_shared<const Chunk>(std::move(chunk));
            chunks->insert(place + 1, std::move(second));
        }
        else
        {
            *place = std::make_shared<const Chunk>(std::move(chunk));
        }
        return SharedList(chunks);
    }

    std::shared_ptr<const Content> content;
};

} // namespace loophole
