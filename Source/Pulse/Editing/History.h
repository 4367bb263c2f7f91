#pragma once

#include "Core/Clock.h"
#include "Model/Session.h"

#include <string>
#include <vector>

namespace loophole
{

/**
    The sessions before and after every edit, by name. Sessions share what they have in common, so a step costs what
    its edit changed. Edits of one gesture (the same non-empty gesture text within a second) are one step. Owned by
    Pulse, used on its thread.
*/
class History
{
public:
    /** Steps that are kept; the oldest is dropped beyond. */
    static constexpr std::size_t capacity = 1000;
    static constexpr Instant gesturePause = std::chrono::seconds(1);

    explicit History(SessionPointer first) : now(std::move(first)) {}

    [[nodiscard]] const SessionPointer& current() const { return now; }

    void push(SessionPointer next, std::string name, Instant at, std::string gesture = {});

    /** False when there is nothing to undo or redo. */
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
    std::string lastGesture;
    Instant lastPush{};
};

} // namespace loophole
