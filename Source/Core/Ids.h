#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace loophole
{

/** A number that names one thing of a kind for the life of the process. 0 names nothing. Documents have text ids of
 * their own. */
template <class Kind>
struct Id
{
    std::uint32_t value = 0;

    [[nodiscard]] constexpr bool isValid() const { return value != 0; }
    constexpr auto operator<=>(const Id&) const = default;
};

using AssetId = Id<struct AssetKind>;
using TrackId = Id<struct TrackKind>;
using ClipId = Id<struct ClipKind>;
using BusId = Id<struct BusKind>;
using MarkerId = Id<struct MarkerKind>;
using RequestId = Id<struct RequestKind>;
using RecoveryId = Id<struct RecoveryKind>;

} // namespace loophole

template <class Kind>
struct std::hash<loophole::Id<Kind>>
{
    std::size_t operator()(loophole::Id<Kind> id) const noexcept { return std::hash<std::uint32_t>{}(id.value); }
};
