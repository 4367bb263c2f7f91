#pragma once

#include "Aura/Preferences/PreferencesForm.h"
#include "Aura/Shell/AuraContext.h"
#include "Aura/Shell/AuraModel.h"

namespace loophole::aura
{

/** How much memory samples may take, and where and how much of what can be made again is kept on the disk. */
class StoragePage final : public PreferencesForm, private AuraModel::Listener
{
public:
    explicit StoragePage(AuraContext&);
    ~StoragePage() override;

    void visibilityChanged() override;

private:
    void cachesMeasured(const CachesMeasured&) override;
    void statusChanged() override { repaint(); }
    void setBudget();
    void setCaches();
    void chooseFolder();
    void setUpSliders();
    [[nodiscard]] std::filesystem::path folder() const;
    [[nodiscard]] static juce::String usageText(const CachesMeasured::Folder&);

    AuraContext& context;
    CachesMeasured measured;
    bool isMeasured = false;
    juce::Slider budget, peaks, proxies;
    juce::Label place;
    juce::TextButton choosePlace, clearPeaks{"Clear"}, clearProxies{"Clear"};
    std::unique_ptr<juce::FileChooser> chooser;
};

} // namespace loophole::aura
