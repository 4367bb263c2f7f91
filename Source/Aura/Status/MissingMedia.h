#pragma once

#include "Aura/Shell/AuraModel.h"

#include <juce_gui_basics/juce_gui_basics.h>

namespace loophole::aura
{

/** The files that a search found for missing ones and that nobody has taken or refused yet. */
[[nodiscard]] std::vector<RelinkMedia::Pair> foundMedia(const MediaSearchChanged&);

/** "Relink 12 found files", "Relink kick.wav to …": what the pairs would do. */
[[nodiscard]] juce::String relinkText(const std::vector<RelinkMedia::Pair>&);

/**
    What can be done about files that are missing or in the cloud, as a menu with a line for each of them: what is
    known of it, what was found for it and why others were not taken. Owned by the status line, on the message thread;
    owns the chooser that asks for a folder or a file.
*/
class MissingMedia
{
public:
    /** Choosers are shown within what `place` lies in. */
    MissingMedia(AuraModel& model, juce::Component& place) : model(model), place(place) {}

    [[nodiscard]] juce::PopupMenu menu();

private:
    [[nodiscard]] juce::PopupMenu menuOf(const AudioAsset&);
    void addActions(juce::PopupMenu&);
    void chooseFolder();
    void chooseFile(AssetId);
    [[nodiscard]] const RelinkProposal* proposalFor(AssetId) const;
    /** What was found for it, or why it is not there. */
    [[nodiscard]] juce::String whatIsKnownOf(const AudioAsset&) const;
    [[nodiscard]] juce::File startFolder() const;

    AuraModel& model;
    juce::Component& place;
    std::unique_ptr<juce::FileChooser> chooser;
};

} // namespace loophole::aura
