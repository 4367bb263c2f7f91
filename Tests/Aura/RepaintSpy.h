#pragma once

#include <juce_gui_basics/juce_gui_basics.h>

#include <utility>

namespace loophole::aura
{

/** What of a component, or of its children, has been called out of date. */
class RepaintSpy
{
public:
    explicit RepaintSpy(juce::Component& given) : component(given)
    {
        component.setCachedComponentImage(new Spy(*this));
        static_cast<void>(take()); // of all by that
    }

    ~RepaintSpy() { component.setCachedComponentImage(nullptr); }
    RepaintSpy(const RepaintSpy&) = delete;
    RepaintSpy& operator=(const RepaintSpy&) = delete;

    /** In the component, since the last call. */
    [[nodiscard]] juce::Rectangle<int> take()
    {
        return std::exchange(stale, {}).getIntersection(component.getLocalBounds());
    }

private:
    struct Spy final : juce::CachedComponentImage
    {
        explicit Spy(RepaintSpy& given) : owner(given) {}
        void paint(juce::Graphics&) override {}
        bool invalidateAll() override { return invalidate(owner.component.getLocalBounds()); }
        bool invalidate(const juce::Rectangle<int>& area) override
        {
            owner.stale = owner.stale.isEmpty() ? area : owner.stale.getUnion(area);
            return true;
        }
        void releaseResources() override {}

        RepaintSpy& owner;
    };

    juce::Component& component;
    juce::Rectangle<int> stale;
};

} // namespace loophole::aura
