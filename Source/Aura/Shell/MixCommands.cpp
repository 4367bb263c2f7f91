#include "Aura/Shell/MixCommands.h"

#include "Aura/Look/Look.h"
#include "Aura/Preferences/PreferenceNames.h"
#include "Aura/Preferences/Preferences.h"

namespace loophole::aura
{

MixCommands::MixCommands(AuraModel& theModel, Preferences& remembered, juce::Component& place, Doing how)
    : model(theModel), preferences(remembered), window(place), doing(std::move(how))
{
}

bool MixCommands::isEnabled(Command command) const
{
    const auto isIdle = doing.begin && !model.mixing() && !model.session().tracks.empty();
    switch (command)
    {
    case Command::exportMix:
        return isIdle;
    case Command::exportLoop:
        return isIdle && !model.transport().loop.isEmpty();
    default:
        return true;
    }
}

bool MixCommands::perform(Command command)
{
    switch (command)
    {
    case Command::exportMix:
        choose({});
        return true;
    case Command::exportLoop:
        choose(model.transport().loop);
        return true;
    case Command::giveUpMix:
        doing.giveUp();
        return true;
    default:
        return false;
    }
}

void MixCommands::choose(FrameRange range)
{
    const auto& document = model.shownSession().document;
    const auto folder = document.empty() ? juce::File::getSpecialLocation(juce::File::userMusicDirectory)
                                         : juce::File(toText(document.parent_path().string()));
    const auto name = (document.empty() ? juce::String("Mix") : toText(document.stem().string())) +
                      (range.isEmpty() ? "" : " loop") + ".wav";
    chooser = std::make_unique<juce::FileChooser>("Export the mix as", folder.getChildFile(name), "*.wav", false, false,
                                                  &window);
    chooser->launchAsync(juce::FileBrowserComponent::saveMode | juce::FileBrowserComponent::canSelectFiles |
                             juce::FileBrowserComponent::warnAboutOverwriting,
                         [this, range](const juce::FileChooser& done)
                         {
                             if (done.getResult() != juce::File())
                                 begin(range,
                                       done.getResult().withFileExtension(".wav").getFullPathName().toStdString());
                         });
}

void MixCommands::begin(FrameRange range, const std::filesystem::path& file)
{
    const auto& shown = model.shownSession();
    model.mixChanged(0.0);
    doing.begin({shown.session, shown.document.parent_path(), range, file,
                 preferences.text(preference::mixBits, preference::defaultMixBits)},
                [this](const MixState& state)
                {
                    model.mixChanged(state.isDone ? std::nullopt : std::optional(state.share));
                    if (state.isDone)
                        model.note(state.notice);
                });
}

} // namespace loophole::aura
