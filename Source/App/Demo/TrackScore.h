#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace loophole::demo
{

/** One clip as a musician would write it: in bars and beats of the song. */
struct Placement
{
    double bar = 0;
    double beat = 0;
    double bars = 0;    ///< 0: the rest of the stem
    double fromBar = 0; ///< where in the stem it begins
    double gainDb = 0;
    double fadeInBars = 0;
    double fadeOutBars = 0;
    bool loop = false;
    double playRate = 1;
    bool reverse = false;
};

/** Collects the clips of one track for the document. Its names of stems live as long as stems(). */
class TrackScore
{
public:
    TrackScore(std::string name, double gainDb, double pan, int colour);

    void add(std::string_view stem, const Placement&);

    /** An eight-bar loop from one bar to another, clip after clip without a seam; the rest is as in `whole`. */
    void repeat(std::string_view stem, double fromBar, double toBar, const Placement& whole = {});

    /** One line a clip; a clip ends where the next begins. `number` is the track's in the document. */
    [[nodiscard]] std::string text(int number) const;

private:
    struct Clip
    {
        std::string_view stem;
        std::int64_t position;
        std::int64_t length;
        Placement placement;
        std::int64_t fadeIn;
        std::int64_t fadeOut;
    };

    void append(std::string_view stem, const Placement&, bool fadesIn, bool fadesOut);
    [[nodiscard]] std::vector<Clip> withoutOverlaps() const;
    [[nodiscard]] static nlohmann::ordered_json toJson(const Clip&, const std::string& id);

    nlohmann::ordered_json head;
    std::vector<Clip> clips;
};

} // namespace loophole::demo
