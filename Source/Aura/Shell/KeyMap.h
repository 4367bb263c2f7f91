#pragma once

#include "Aura/Shell/Commands.h"

#include <map>

namespace loophole::aura
{

class Preferences;

/** Which keys ask for which command: those of the command table, and over them the user's own, which are kept among
    the preferences. Owned by the window, used on the message thread. */
class KeyMap
{
public:
    explicit KeyMap(Preferences&);

    /** The first one is shown; there may be none. */
    [[nodiscard]] const std::vector<Shortcut>& of(Command) const;
    [[nodiscard]] std::optional<Command> commandFor(const juce::KeyPress&) const;
    /** "Ctrl+O", or empty. */
    [[nodiscard]] juce::String textOf(Command command) const
    {
        return of(command).empty() ? juce::String() : of(command).front().text();
    }
    /** "Play or stop (Space)" */
    [[nodiscard]] juce::String tooltip(Command) const;

    /** The only key of the command from now on; another command that had it has it no more. */
    void assign(Command, const Shortcut&);
    /** No key asks for it any more. */
    void clear(Command command) { keep(command, {}); }
    /** The keys of the table again. */
    void reset(Command);
    void resetAll();
    [[nodiscard]] bool isChanged(Command) const;

    /** Of a key as it was pressed; none for a modifier alone. */
    [[nodiscard]] static std::optional<Shortcut> shortcutOf(const juce::KeyPress&);

private:
    void keep(Command, std::vector<Shortcut>);
    void takeAway(const Shortcut&, Command except);

    Preferences& preferences;
    std::map<Command, std::vector<Shortcut>> own;
};

/** What stands for a command in the preferences: its name in small letters, "return-to-start". */
[[nodiscard]] std::string keyNameOf(const CommandEntry&);

} // namespace loophole::aura
