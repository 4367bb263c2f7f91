#pragma once

#include <algorithm>
#include <compare>
#include <cstdint>

namespace loophole
{

/** A number of frames: a length or a distance, may be negative as a difference. One frame is one sample of every
 * channel. */
class FrameCount
{
public:
    constexpr FrameCount() = default;
    constexpr explicit FrameCount(std::int64_t frames) : frames(frames) {}

    [[nodiscard]] constexpr std::int64_t value() const { return frames; }
    [[nodiscard]] constexpr bool isZero() const { return frames == 0; }

    constexpr auto operator<=>(const FrameCount&) const = default;

    constexpr FrameCount& operator+=(FrameCount other)
    {
        frames += other.frames;
        return *this;
    }
    constexpr FrameCount& operator-=(FrameCount other)
    {
        frames -= other.frames;
        return *this;
    }
    friend constexpr FrameCount operator+(FrameCount a, FrameCount b) { return FrameCount(a.frames + b.frames); }
    friend constexpr FrameCount operator-(FrameCount a, FrameCount b) { return FrameCount(a.frames - b.frames); }
    friend constexpr FrameCount operator*(FrameCount a, std::int64_t n) { return FrameCount(a.frames * n); }
    constexpr FrameCount operator-() const { return FrameCount(-frames); }

private:
    std::int64_t frames = 0;
};

/** A place on a line of frames (a timeline or a file). Two places can be subtracted but not added. */
class FramePosition
{
public:
    constexpr FramePosition() = default;
    constexpr explicit FramePosition(std::int64_t frame) : frame(frame) {}

    [[nodiscard]] constexpr std::int64_t value() const { return frame; }

    constexpr auto operator<=>(const FramePosition&) const = default;

    constexpr FramePosition& operator+=(FrameCount count)
    {
        frame += count.value();
        return *this;
    }
    friend constexpr FramePosition operator+(FramePosition p, FrameCount n)
    {
        return FramePosition(p.frame + n.value());
    }
    friend constexpr FramePosition operator-(FramePosition p, FrameCount n)
    {
        return FramePosition(p.frame - n.value());
    }
    friend constexpr FrameCount operator-(FramePosition a, FramePosition b) { return FrameCount(a.frame - b.frame); }

private:
    std::int64_t frame = 0;
};

/** The half-open stretch [start, start + length) of a line of frames; length is never negative. */
struct FrameRange
{
    FramePosition start;
    FrameCount length;

    [[nodiscard]] constexpr FramePosition end() const { return start + length; }
    [[nodiscard]] constexpr bool isEmpty() const { return length.value() <= 0; }
    [[nodiscard]] constexpr bool contains(FramePosition p) const { return p >= start && p < end(); }

    [[nodiscard]] static constexpr FrameRange between(FramePosition from, FramePosition to)
    {
        return {from, std::max(to - from, FrameCount(0))};
    }
    [[nodiscard]] constexpr FrameRange intersection(FrameRange other) const
    {
        return between(std::max(start, other.start), std::min(end(), other.end()));
    }
    constexpr bool operator==(const FrameRange&) const = default;
};

} // namespace loophole
