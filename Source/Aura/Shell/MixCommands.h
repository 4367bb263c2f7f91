#pragma once

#include "Aura/Shell/Aura.h"
#include "Aura/Shell/AuraModel.h"
#include "Aura/Shell/Commands.h"

#include <juce_gui_basics/juce_gui_basics.h>

namespace loophole::aura
{

class Preferences;

/** Mixes the session, or its loop, into a WAV file that the user names; one at a time. Owned by the message thread; the
    mixing itself is done elsewhere. */
class MixCommands
{
public:
    struct Doing
    {
        std::function<void(const MixRequest&, MixNews)> begin; ///< none: nothing can be mixed here
        std::function<void()> giveUp;
    };

    MixCommands(AuraModel&, Preferences&, juce::Component& window, Doing);

    /** True when the command was one of these. */
    bool perform(Command);
    [[nodiscard]] bool isEnabled(Command) const;

private:
    void choose(FrameRange);
    void begin(FrameRange, const std::filesystem::path&);

    AuraModel& model;
    Preferences& preferences;
    juce::Component& window;
    Doing doing;
    std::unique_ptr<juce::FileChooser> chooser;
};

} // namespace loophole::aura
