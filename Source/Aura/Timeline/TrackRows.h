#pragma once

#include "Core/Ids.h"
#include "Model/Session.h"

#include <string>
#include <unordered_map>
#include <vector>

namespace loophole::aura
{

/** How high each track is shown and where that puts it, in pixels from the top of the first. Heights belong to the
    window, not to the session. Owned by the message thread. */
class TrackRows
{
public:
    static constexpr int lowest = 28;
    static constexpr int highest = 240;
    static constexpr int usual = 72;

    /** The tracks in their order; those that are gone keep their height for an undo that brings them back. */
    void arrange(const SharedList<std::shared_ptr<const Track>>&);

    /** Within the bounds. */
    void setHeight(TrackId, int height);
    void setHeights(const std::vector<std::pair<TrackId, int>>&);
    [[nodiscard]] int heightOf(TrackId) const;

    /** The heights in the order of the tracks, as text that recall() takes back; empty while all are usual. */
    [[nodiscard]] std::string asText() const;
    void recall(const std::string&);

    [[nodiscard]] std::size_t count() const { return order.size(); }
    /** Beyond the last track follow rows of the usual height. */
    [[nodiscard]] int top(std::size_t row) const;
    [[nodiscard]] int height(std::size_t row) const;
    [[nodiscard]] std::size_t at(int y) const;

private:
    void place();

    std::vector<TrackId> order;
    std::vector<int> tops{0}; ///< one more than rows: the end of the last
    std::unordered_map<TrackId, int> heights;
};

} // namespace loophole::aura
