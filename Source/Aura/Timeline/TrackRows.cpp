#include "Aura/Timeline/TrackRows.h"

#include <algorithm>
#include <sstream>

namespace loophole::aura
{

void TrackRows::arrange(const SharedList<std::shared_ptr<const Track>>& tracks)
{
    order.clear();
    for (const auto& track : tracks)
        order.push_back(track->id);
    place();
}

void TrackRows::place()
{
    tops.assign(1, 0);
    for (const auto track : order)
        tops.push_back(tops.back() + heightOf(track));
}

void TrackRows::setHeight(TrackId track, int height)
{
    heights[track] = std::clamp(height, lowest, highest);
    place();
}

void TrackRows::setHeights(const std::vector<std::pair<TrackId, int>>& all)
{
    for (const auto& [track, height] : all)
        heights[track] = std::clamp(height, lowest, highest);
    place();
}

int TrackRows::heightOf(TrackId track) const
{
    const auto found = heights.find(track);
    return found == heights.end() ? usual : found->second;
}

std::string TrackRows::asText() const
{
    std::string text;
    auto isUsual = true;
    for (const auto track : order)
    {
        isUsual = isUsual && heightOf(track) == usual;
        text += std::to_string(heightOf(track)) + ' ';
    }
    return isUsual ? std::string() : text;
}

void TrackRows::recall(const std::string& text)
{
    std::istringstream words(text);
    auto height = usual;
    for (auto track = order.begin(); track != order.end() && words >> height; ++track)
        heights[*track] = std::clamp(height, lowest, highest);
    place();
}

int TrackRows::top(std::size_t row) const
{
    return row < tops.size() ? tops[row] : tops.back() + static_cast<int>(row + 1 - tops.size()) * usual;
}

int TrackRows::height(std::size_t row) const
{
    return top(row + 1) - top(row);
}

std::size_t TrackRows::at(int y) const
{
    if (y >= tops.back())
        return order.size() + static_cast<std::size_t>((y - tops.back()) / usual);
    const auto below = std::upper_bound(tops.begin(), tops.end(), std::max(0, y));
    return static_cast<std::size_t>(below - tops.begin()) - 1;
}

} // namespace loophole::aura
