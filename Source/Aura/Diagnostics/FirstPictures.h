#pragma once

#include "Core/Clock.h"
#include "Core/Ids.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <span>
#include <unordered_map>

namespace loophole::aura
{

/**
    How long a user waits from the moment that the waveform of a file in view is asked for until some of it is on the
    screen. Owned by the message thread.
*/
class FirstPictures
{
public:
    static constexpr std::size_t mostKept = 16;

    struct Picture
    {
        AssetId asset;
        Instant waited{};
    };
    struct Figures
    {
        std::uint64_t shown = 0;
        Instant worst{};
        std::deque<Picture> recent; ///< the last ones, oldest first
    };

    /** For the first time, or anew after it was given up. */
    void asked(AssetId asset, Instant now) { waiting[asset] = now; }

    /** These have been painted, and what was painted has been handed to the display. */
    void shown(std::span<const AssetId> assets, Instant now)
    {
        for (const auto asset : assets)
            if (const auto found = waiting.extract(asset))
                keep({asset, now - found.mapped()});
    }

    [[nodiscard]] const Figures& read() const { return figures; }

private:
    void keep(const Picture& picture)
    {
        ++figures.shown;
        figures.worst = picture.waited > figures.worst ? picture.waited : figures.worst;
        if (figures.recent.size() == mostKept)
            figures.recent.pop_front();
        figures.recent.push_back(picture);
    }

    std::unordered_map<AssetId, Instant> waiting;
    Figures figures;
};

} // namespace loophole::aura
