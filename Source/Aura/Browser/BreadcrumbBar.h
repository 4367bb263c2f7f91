#pragma once

#include "Aura/Browser/Breadcrumbs.h"
#include "Aura/Look/Look.h"

namespace loophole::aura
{

/** Where one is, step by step; a click on a step goes there, one beside them has a path typed. Message thread. */
class BreadcrumbBar final : public juce::Component, public juce::SettableTooltipClient
{
public:
    explicit BreadcrumbBar(std::function<void(const BrowserScope&)> go);

    void show(std::vector<Breadcrumb>, const std::filesystem::path& typed);
    /** Lets a path be typed. */
    void edit();

    void paint(juce::Graphics&) override;
    void resized() override;
    void mouseMove(const juce::MouseEvent&) override;
    void mouseExit(const juce::MouseEvent&) override;
    void mouseDown(const juce::MouseEvent&) override;
    void lookAndFeelChanged() override;

private:
    struct Span
    {
        std::size_t step = 0;
        juce::Rectangle<int> area;
    };
    void layOut();
    [[nodiscard]] std::optional<std::size_t> stepAt(int x) const;
    void endEditing();

    std::function<void(const BrowserScope&)> go;
    std::vector<Breadcrumb> steps;
    std::vector<Span> spans; ///< of the steps that fit
    std::filesystem::path path;
    std::optional<std::size_t> hovered;
    juce::TextEditor editor;
};

} // namespace loophole::aura
