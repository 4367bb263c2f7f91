#pragma once

#include "Aura/Shell/Commands.h"
#include "Aura/Shell/RecentSessions.h"

#include <functional>

namespace loophole::aura
{

class AuraModel;
class KeyMap;

/** The menu bar, made from the command table. */
class MenuModel final : public juce::MenuBarModel
{
public:
    using OpenDocument = std::function<void(const std::filesystem::path&)>;

    MenuModel(const AuraModel&, CommandTarget&, const KeyMap&, RecentSessions, OpenDocument);

    juce::StringArray getMenuBarNames() override
    {
        return {"File", "Edit", "Clip", "Track", "View", "Transport", "Help"};
    }
    juce::PopupMenu getMenuForIndex(int index, const juce::String&) override;
    void menuItemSelected(int item, int) override;

private:
    [[nodiscard]] juce::String textOf(const CommandEntry&) const;
    [[nodiscard]] juce::PopupMenu recentMenu() const;

    const AuraModel& model;
    CommandTarget& target;
    const KeyMap& keys;
    RecentSessions recent;
    OpenDocument open;
};

} // namespace loophole::aura
