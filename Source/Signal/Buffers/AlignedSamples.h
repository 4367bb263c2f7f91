#pragma once

#include <cstddef>
#include <memory>
#include <new>
#include <span>
#include <utility>

namespace loophole::signal
{

/** Owns floats that begin at a cache line, so that vector instructions never straddle two. Undefined until written. */
class AlignedSamples
{
public:
    static constexpr std::size_t alignment = 64;

    AlignedSamples() = default;

    /** Empty where the system has no such memory. */
    [[nodiscard]] static AlignedSamples tryMake(std::size_t count) noexcept
    {
        AlignedSamples made;
        auto* memory = ::operator new(count * sizeof(float), std::align_val_t(alignment), std::nothrow);
        if (memory == nullptr)
            return made;
        made.samples.reset(static_cast<float*>(memory));
        made.count = count;
        return made;
    }

    [[nodiscard]] float* data() const noexcept { return samples.get(); }
    [[nodiscard]] std::size_t size() const noexcept { return count; }
    [[nodiscard]] std::size_t bytes() const noexcept { return count * sizeof(float); }
    [[nodiscard]] std::span<float> span() const noexcept { return {samples.get(), count}; }

    AlignedSamples(AlignedSamples&& other) noexcept
        : samples(std::move(other.samples)), count(std::exchange(other.count, 0))
    {
    }
    AlignedSamples& operator=(AlignedSamples&& other) noexcept
    {
        samples = std::move(other.samples);
        count = std::exchange(other.count, 0);
        return *this;
    }

private:
    struct Delete
    {
        void operator()(float* memory) const noexcept { ::operator delete(memory, std::align_val_t(alignment)); }
    };
    std::unique_ptr<float[], Delete> samples;
    std::size_t count = 0;
};

} // namespace loophole::signal
