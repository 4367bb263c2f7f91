#pragma once

#include "App/Engine/Loophole.h"
#include "App/Window/Arguments.h"
#include "App/Window/KeptText.h"
#include "Aura/Shell/Aura.h"

#include <juce_gui_basics/juce_gui_basics.h>

#include <atomic>
#include <functional>
#include <optional>
#include <thread>

namespace loophole
{

/** The desktop program on JUCE's message thread: owns the engine and the window, and ends both in this order. */
class Program final : public juce::JUCEApplication
{
public:
    /** Told before JUCE starts the program; paths would not survive JUCE's own command line, which takes only UTF-8. */
    static void setArguments(Arguments);

    const juce::String getApplicationName() override { return "Loophole"; }
    const juce::String getApplicationVersion() override { return LOOPHOLE_VERSION; }
    bool moreThanOneInstanceAllowed() override { return true; }

    void initialise(const juce::String&) override;
    void shutdown() override;
    void systemRequestedQuit() override;

private:
    void openWhatWasAsked();
    void takeSnapshot();
    void exportMix(const aura::MixRequest&, aura::MixNews);
    void makeDemo(std::function<void(Outcome<std::filesystem::path>)> done);

    MessageThread thread = MessageThread::mint();
    std::optional<KeptText> preferences; ///< none for a picture: it looks the same for everybody
    std::optional<KeptText> report;
    std::optional<Loophole> engine;
    std::optional<aura::Aura> window;
    std::jthread demo;
    std::jthread mix;
    std::atomic<bool> isMixGivenUp{false};
};

} // namespace loophole
