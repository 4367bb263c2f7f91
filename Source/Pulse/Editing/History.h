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
    /** Names are told with every edit: this many take 10 µs to copy, and nobody reads back farther in a list. */
    static constexpr std::size_t shownSteps = 200;

    explicit History(SessionPointer first) : now(std::move(first)) {}

    [[nodiscard]] const SessionPointer& current() const { return now; }

    /** Whether it is a step of its own rather than more of the last one. */
    bool push(SessionPointer next, std::string name, Instant at, std::string gesture = {});

    /** From here to the matching endGroup() all edits are one step, called `name`; groups within it add nothing. */
    void beginGroup(std::string name);
    void endGroup();

    /** Ends a group that is open. Goes as many steps as there are; false when there is none. */
    bool undo(std::size_t steps = 1);
    bool redo(std::size_t steps = 1);

    /** Name of the edit that undo or redo would act on; empty for none. */
    [[nodiscard]] std::string undoName() const { return undone.empty() ? std::string() : undone.back().name; }
    [[nodiscard]] std::string redoName() const { return redone.empty() ? std::string() : redone.back().name; }
    /** Names of the steps that undo or redo would act on one after the other, the next first, as many as a list shows.
     */
    [[nodiscard]] std::vector<std::string> undoNames() const { return namesOf(undone); }
    [[nodiscard]] std::vector<std::string> redoNames() const { return namesOf(redone); }

private:
    struct Step
    {
        SessionPointer other; ///< the session on the other side of the edit
        std::string name;
    };

    [[nodiscard]] static std::vector<std::string> namesOf(const std::vector<Step>&);
    bool go(std::vector<Step>& from, std::vector<Step>& to, std::size_t steps);

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
