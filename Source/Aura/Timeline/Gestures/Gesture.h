#pragma once

#include "Messages/AuraToPulse.h"

#include <optional>
#include <string>
#include <vector>

namespace loophole::aura
{

/** Where the hand is and what it asks for with its other one. */
struct Hand
{
    FramePosition frame;   ///< under the pointer; may be before the start
    std::size_t track = 0; ///< may be beyond the last
    double y = 0;          ///< pixels from the top of the first track
    bool snaps = false;
    bool copies = false;
    bool isFine = false;
};

/** A clip as it will be once the hand lets go. */
struct Ghost
{
    Clip clip;
    std::size_t track = 0;
};

/** What becomes of the clips under the hand while it moves. */
enum class Originals
{
    stay,
    pale,
    hidden ///< their ghosts are drawn in their place
};

/** One thing that a hand does on the lanes from the press to the release: the rule of it, without a window. Message
    thread. */
class Gesture
{
public:
    virtual ~Gesture() = default;

    virtual void moveTo(const Hand&) = 0;
    /** What is to be sent when the hand lets go; empty where nothing would change. Several are one step of undo. */
    [[nodiscard]] virtual std::vector<AuraToPulse> commands() const { return {}; }
    virtual void release() {}
    /** Gives back what has changed on the way. */
    virtual void cancel() {}

    [[nodiscard]] virtual const std::vector<Ghost>& ghosts() const
    {
        static const std::vector<Ghost> none;
        return none;
    }
    [[nodiscard]] virtual Originals originals() const { return Originals::stay; }
    [[nodiscard]] virtual std::optional<FramePosition> snapLine() const { return std::nullopt; }
    /** The numbers beside the pointer. */
    [[nodiscard]] virtual std::string words() const { return {}; }
};

/** The commands as one step of undo. */
[[nodiscard]] inline std::vector<AuraToPulse> oneStep(std::string name, std::vector<AuraToPulse> commands)
{
    if (commands.size() < 2)
        return commands;
    commands.insert(commands.begin(), BeginEditGroup{std::move(name)});
    commands.push_back(EndEditGroup{});
    return commands;
}

} // namespace loophole::aura
