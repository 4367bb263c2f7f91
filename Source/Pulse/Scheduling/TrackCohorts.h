#pragma once

#include "Core/Clock.h"
#include "Messages/PulseToSignal.h"

#include <utility>
#include <vector>

namespace loophole
{

/**
    Which tracks are under the hand, and so realtime: those that are selected or soloed, and those that were edited a
    moment ago. All others are anticipative. A track is realtime at once when the hand comes, as only then does it help,
    and stays so for `hold` after the hand has left: one that is passed by or tapped again and again does not go back
    and forth. A value; pure.
*/
class TrackCohorts
{
public:
    /** About the time in which a hand comes back to what it has just left. */
    static constexpr Instant hold = std::chrono::seconds(5);

    /** At `now` the hand is on `held` and has just edited `touched`. Sorted or not; ids may be repeated. */
    [[nodiscard]] TrackCohorts after(const std::vector<TrackId>& held, const std::vector<TrackId>& touched,
                                     Instant now) const;

    /** realtime or anticipative. */
    [[nodiscard]] Cohort of(TrackId) const;

    /** When the next track becomes anticipative if the hand stays where it is; Instant::max() for never. */
    [[nodiscard]] Instant nextLeave() const;

private:
    using Member = std::pair<TrackId, Instant>; ///< until when it is realtime; Instant::max() while the hand is on it

    std::vector<Member> realtime; ///< by id
};

} // namespace loophole
