#pragma once

#include "Aura/Preferences/PreferencesForm.h"
#include "Aura/Shell/AuraContext.h"
#include "Aura/Shell/AuraModel.h"

namespace loophole::aura
{

/** Which device plays, in blocks of how many frames, and how that went. */
class SoundPage final : public PreferencesForm, private AuraModel::Listener
{
public:
    explicit SoundPage(AuraContext&);
    ~SoundPage() override;

    void visibilityChanged() override;
    void paint(juce::Graphics&) override;

private:
    void devicesListed(const DevicesListed&) override;
    void statusChanged() override { repaint(); }
    void choose();
    void showChoice();
    void setUpMixFormat();
    [[nodiscard]] juce::String deviceText() const;
    [[nodiscard]] juce::String latencyText() const;

    AuraContext& context;
    std::vector<DevicesListed::Device> devices; ///< in the order of the choices, those that are always there first
    std::size_t standing = 0;                   ///< how many are always there
    juce::ComboBox device;
    juce::ComboBox block;
    juce::ComboBox mixFormat;
    juce::TextButton again{"Look again"};
};

} // namespace loophole::aura
