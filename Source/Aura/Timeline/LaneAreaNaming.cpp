#include "Aura/Timeline/LaneArea.h"

#include "Aura/Look/Look.h"
#include "Aura/Shell/AuraModel.h"

/** The field in which a clip is renamed where it lies. */
namespace loophole::aura
{

void LaneArea::editClipName()
{
    const auto& tracks = context.model.session().tracks;
    for (auto number = state.trackAt(0); number < tracks.size() && state.yOf(number) < getHeight(); ++number)
        for (const auto clip : state.indexes.of(*tracks[number]).overlapping(state.viewport.visible()))
            if (state.selection.contains(tracks[number]->clips[clip].id))
                return nameClip(tracks[number]->clips[clip], number);
}

void LaneArea::nameClip(const Clip& clip, std::size_t track)
{
    constexpr auto narrowest = 120;
    const auto outline = outlineOn(clip, track);
    const auto left = std::clamp(juce::roundToInt(outline.left), 0, std::max(0, getWidth() - narrowest));
    const auto right =
        std::clamp(juce::roundToInt(outline.right), left + narrowest, std::max(left + narrowest, getWidth()));
    nameEditor = std::make_unique<juce::TextEditor>("Clip name");
    nameEditor->setTitle("Clip name");
    nameEditor->setFont(Look::of(*this).body());
    nameEditor->setBounds(left, outline.top - 2, std::min(right - left, 320), 24);
    nameEditor->setText(toText(context.model.nameOf(clip)), false);
    nameEditor->selectAll();
    const auto finish = [this, ids = selectedClips(), before = nameEditor->getText()](bool keeps)
    {
        const auto text = nameEditor->getText().trim();
        if (keeps && text != before)
            context.model.send(RenameClips{ids, text.toStdString()});
        // It is being called: it must outlive this.
        const auto closes = [self = juce::Component::SafePointer<LaneArea>(this), field = nameEditor.get()]
        {
            if (self == nullptr || self->nameEditor.get() != field)
                return;
            self->nameEditor.reset();
            self->grabKeyboardFocus();
        };
        juce::MessageManager::callAsync(closes);
    };
    nameEditor->onReturnKey = [finish] { finish(true); };
    nameEditor->onEscapeKey = [finish] { finish(false); };
    addAndMakeVisible(*nameEditor);
    nameEditor->grabKeyboardFocus();
}

} // namespace loophole::aura
