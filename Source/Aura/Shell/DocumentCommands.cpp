#include "Aura/Shell/DocumentCommands.h"

#include "Aura/Look/Look.h"

namespace loophole::aura
{
namespace
{

constexpr auto documentPattern = "*.loophole";

std::filesystem::path toPath(const juce::File& file)
{
    return file.getFullPathName().toStdString();
}

} // namespace

DocumentCommands::DocumentCommands(AuraModel& model, juce::Component& window, std::function<void()> quit)
    : model(model), window(window), quit(std::move(quit))
{
    model.add(*this);
}

DocumentCommands::~DocumentCommands()
{
    model.remove(*this);
}

bool DocumentCommands::perform(Command command)
{
    switch (command)
    {
    case Command::newSession:
        afterSaving([this] { model.send(NewSession{}); });
        return true;
    case Command::openSession:
        afterSaving([this] { chooseToOpen(); });
        return true;
    case Command::saveSession:
        save(false);
        return true;
    case Command::saveSessionAs:
        save(true);
        return true;
    case Command::quit:
        afterSaving(
            [this]
            {
                if (quit)
                    quit();
            });
        return true;
    case Command::undo:
        model.send(UndoEdit{});
        return true;
    case Command::redo:
        model.send(RedoEdit{});
        return true;
    default:
        return false;
    }
}

void DocumentCommands::open(const std::filesystem::path& document)
{
    afterSaving([this, document] { model.open(document); });
}

void DocumentCommands::recover(RecoveryId recovery)
{
    afterSaving([this, recovery] { model.send(RecoverSession{recovery}); });
}

void DocumentCommands::afterSaving(std::function<void()> action)
{
    if (!model.shownSession().hasUnsavedEdits)
        return action();
    const auto& document = model.shownSession().document;
    const auto name = document.empty() ? juce::String("This session") : toText(document.stem().string());
    const auto options = juce::MessageBoxOptions()
                             .withTitle("Save the changes?")
                             .withMessage(name + " has edits that are not saved yet.")
                             .withButton("Save")
                             .withButton("Discard them")
                             .withButton("Cancel")
                             .withIconType(juce::MessageBoxIconType::NoIcon)
                             .withAssociatedComponent(&window);
    juce::AlertWindow::showAsync(options,
                                 [this, action = std::move(action)](int button)
                                 {
                                     if (button == 1)
                                     {
                                         whenSaved = action;
                                         save(false);
                                     }
                                     if (button == 2)
                                     {
                                         model.send(DiscardEdits{});
                                         action();
                                     }
                                 });
}

juce::File DocumentCommands::startFolder() const
{
    const auto& document = model.shownSession().document;
    return document.empty() ? juce::File::getSpecialLocation(juce::File::userHomeDirectory)
                            : juce::File(toText(document.parent_path().string()));
}

void DocumentCommands::save(bool asOther)
{
    const auto& document = model.shownSession().document;
    if (!asOther && !document.empty())
        return model.send(SaveSession{});
    const auto proposed = document.empty() ? startFolder().getChildFile("Session.loophole")
                                           : startFolder().getChildFile(toText(document.filename().string()));
    chooser = std::make_unique<juce::FileChooser>("Save session as", proposed, documentPattern, false, false, &window);
    chooser->launchAsync(juce::FileBrowserComponent::saveMode | juce::FileBrowserComponent::canSelectFiles |
                             juce::FileBrowserComponent::warnAboutOverwriting,
                         [this](const juce::FileChooser& done)
                         {
                             const auto file = done.getResult();
                             if (file == juce::File())
                                 whenSaved = nullptr;
                             else
                                 model.send(SaveSession{toPath(file.withFileExtension(".loophole"))});
                         });
}

void DocumentCommands::chooseToOpen()
{
    chooser =
        std::make_unique<juce::FileChooser>("Open session", startFolder(), documentPattern, false, false, &window);
    chooser->launchAsync(juce::FileBrowserComponent::openMode | juce::FileBrowserComponent::canSelectFiles,
                         [this](const juce::FileChooser& done)
                         {
                             if (done.getResult() != juce::File())
                                 model.open(toPath(done.getResult()));
                         });
}

void DocumentCommands::sessionChanged()
{
    if (whenSaved && !model.shownSession().hasUnsavedEdits)
        std::exchange(whenSaved, nullptr)();
}

void DocumentCommands::statusChanged()
{
    // A save that failed keeps the session open; the status line says why.
    if (!model.notices().empty() && model.notices().front().kind == Notice::Kind::fault)
        whenSaved = nullptr;
}

} // namespace loophole::aura
