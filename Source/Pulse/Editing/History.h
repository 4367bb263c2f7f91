#pragma once

#include "Core/Clock.h"
#include "Model/Session.h"

#include <optional>
#include <string>
#include <vector>

namespace loophole
{

/**
    The sessions before and after every edit, by name, without an end: sessions share what they have in common, so a
    step costs what its edit changed, 15 KiB in a track of 100,000 clips. Edits of one gesture (the same non-empty
    gesture text within a second) are one step, and so are those of a group. Owned by Pulse, used on its thread.
*/
class History
{
public:
    static constexpr Instant gesturePause = std::chrono::seconds(1);

    explicit History(SessionPointer first) : now(std::move(first)) {}

    [[nodiscard]] const SessionPointer& current() const { return now; }

    /** Whether it is a step of its own rather than more of the last one. */
    bool push(SessionPointer next, std::string name, Instant at, std::string gesture = {});

    /** From here to the matching endGroup() all edits are one step, called `name`; groups within it add nothing. */
    void beginGroup(std::string name);
    void endGroup();

    /** Ends a group that is open. False when there is nothing to undo or redo. */
    bool undo();
    bool redo();

    /** Name of the edit that undo or redo would act on; empty for none. */
    [[nodiscard]] std::string undoName() const { return undone.empty() ? std::string() : undone.back().name; }
    [[nodiscard]] std::string redoName() const { return redone.empty() ? std::string() : redone.back().name; }

private:
    struct Step
    {
        SessionPointer other; ///< the session on the other side of the edit
        std::string name;
    };

    SessionPointer now;
    std::vector<Step> undone; ///< what undo goes back to, the newest last
    std::vector<Step> redone;
    /** A group of edits that has begun and not ended. */
    struct Group
    {
        std::string name;
        int depth = 1;
        bool hasStep = false; ///< its first edit has come
    };

    [[nodiscard]] bool takesIntoLast(const std::string& gesture, Instant at) const;

    std::optional<Group> group;
    std::string lastGesture;
    Instant lastPush{};
};

} // namespace loophole
