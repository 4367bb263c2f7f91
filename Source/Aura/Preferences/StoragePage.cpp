#include "Aura/Preferences/StoragePage.h"

#include "Aura/Preferences/PreferenceNames.h"
#include "Aura/Preferences/Preferences.h"
#include "Aura/Transport/TimeText.h"
#include "Core/Limits.h"

namespace loophole::aura
{
namespace
{

constexpr double gibibyte = 1 << 30;
constexpr double smallestBudgetMiB = 64;
constexpr double smallestCacheGiB = 0.5;
constexpr double largestCacheGiB = 64;
constexpr double defaultCacheGiB = static_cast<double>(limits::defaultCacheBytes) / gibibyte;

} // namespace

StoragePage::StoragePage(AuraContext& context) : context(context)
{
    setUpSliders();
    choosePlace.setButtonText(juce::String::fromUTF8("Change\u2026"));
    choosePlace.onClick = [this] { chooseFolder(); };
    clearPeaks.setTooltip("Waveforms are drawn anew when they are looked at next");
    clearProxies.setTooltip("Proxies have to be made again where they are wanted");
    clearPeaks.onClick = [this] { this->context.model.send(ClearCaches{true, false}); };
    clearProxies.onClick = [this] { this->context.model.send(ClearCaches{false, true}); };
    place.setMinimumHorizontalScale(1);

    addHeading("Memory");
    addRow("For samples", budget,
           [this]
           {
               const auto& stats = this->context.model.statistics();
               return stats ? toText(bytesText(static_cast<double>(stats->memory.usedBytes))) + " in use now"
                            : juce::String();
           });
    addHeading("On the disk");
    addRow("Folder", place, choosePlace, 96,
           [] { return juce::String("Waveforms and proxies; all can be made again"); });
    addRow("Waveforms", peaks, clearPeaks, 96,
           [this] { return isMeasured ? usageText(measured.peaks) : juce::String(); });
    addRow("Proxies", proxies, clearProxies, 96,
           [this] { return isMeasured ? usageText(measured.proxies) : juce::String(); });
    context.model.add(*this);
}

StoragePage::~StoragePage()
{
    context.model.remove(*this);
}

void StoragePage::setUpSliders()
{
    const auto& preferences = context.preferences;
    for (auto* slider : {&budget, &peaks, &proxies})
    {
        slider->setSliderStyle(juce::Slider::LinearHorizontal);
        slider->setTextBoxStyle(juce::Slider::TextBoxRight, false, 80, 28);
    }
    const auto half = static_cast<double>(juce::SystemStats::getMemorySizeInMegabytes()) / 2;
    budget.setRange(smallestBudgetMiB, std::max(smallestBudgetMiB * 2, half), 64);
    budget.setSkewFactorFromMidPoint(std::sqrt(smallestBudgetMiB * std::max(smallestBudgetMiB * 2, half)));
    budget.setTextValueSuffix(" MiB");
    budget.setValue(preferences.integer(preference::budgetMiB, static_cast<int>(limits::defaultBudgetBytes >> 20)),
                    juce::dontSendNotification);
    budget.onValueChange = [this] { setBudget(); };
    for (auto* slider : {&peaks, &proxies})
    {
        slider->setRange(smallestCacheGiB, largestCacheGiB, 0.5);
        slider->setSkewFactorFromMidPoint(8);
        slider->setTextValueSuffix(" GiB");
        slider->onDragEnd = [this] { setCaches(); };
        slider->onValueChange = [this, slider]
        {
            if (!slider->isMouseButtonDown())
                setCaches();
        };
    }
    peaks.setValue(preferences.number(preference::peaksGiB, defaultCacheGiB), juce::dontSendNotification);
    proxies.setValue(preferences.number(preference::proxiesGiB, defaultCacheGiB), juce::dontSendNotification);
}

void StoragePage::visibilityChanged()
{
    if (isVisible())
        context.model.send(MeasureCaches{});
}

void StoragePage::cachesMeasured(const CachesMeasured& now)
{
    measured = now;
    isMeasured = true;
    place.setText(toText(measured.peaks.path.parent_path().native()), juce::dontSendNotification);
    place.setTooltip(place.getText());
    repaint();
}

void StoragePage::setBudget()
{
    context.preferences.set(preference::budgetMiB, juce::roundToInt(budget.getValue()));
    context.model.send(SetMemoryBudget{static_cast<std::size_t>(budget.getValue()) << 20});
}

std::filesystem::path StoragePage::folder() const
{
    return measured.peaks.path.parent_path();
}

void StoragePage::setCaches()
{
    if (!isMeasured)
        return;
    context.preferences.set(preference::peaksGiB, peaks.getValue());
    context.preferences.set(preference::proxiesGiB, proxies.getValue());
    context.model.send(SetCaches{folder(), static_cast<std::int64_t>(peaks.getValue() * gibibyte),
                                 static_cast<std::int64_t>(proxies.getValue() * gibibyte)});
    context.model.send(MeasureCaches{});
}

void StoragePage::chooseFolder()
{
    chooser = std::make_unique<juce::FileChooser>("Keep waveforms and proxies in this folder",
                                                  juce::File(toText(folder().native())));
    chooser->launchAsync(juce::FileBrowserComponent::openMode | juce::FileBrowserComponent::canSelectDirectories,
                         [this](const juce::FileChooser& chosen)
                         {
                             if (chosen.getResult() == juce::File())
                                 return;
                             const auto path = chosen.getResult().getFullPathName().toStdString();
                             context.preferences.set(preference::cacheFolder, path);
                             measured.peaks.path = std::filesystem::path(path) / "Peaks";
                             setCaches();
                         });
}

juce::String StoragePage::usageText(const CachesMeasured::Folder& folder)
{
    return toText(bytesText(static_cast<double>(folder.bytes))) + " in " + juce::String(folder.files) +
           (folder.files == 1 ? " file" : " files");
}

} // namespace loophole::aura
