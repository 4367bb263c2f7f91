#include "App/Window/Program.h"

#include "App/Demo/Demo.h"
#include "App/Engine/FileSession.h"
#include "App/Engine/MixExport.h"
#include "App/Engine/UserCloudRules.h"
#include "App/Window/PreferredSettings.h"
#include "Signal/Peaks/LowPriority.h"

#include <iostream>

namespace loophole
{
namespace
{

Arguments& arguments()
{
    static Arguments given;
    return given;
}

/** How a mix ended, in a sentence. */
Notice mixNotice(const MixOrder& order, const Outcome<MixedFile>& mixed)
{
    const auto name = order.file.filename().string();
    if (!mixed)
        return {Notice::Kind::warning, "The mix was not exported: " + mixed.failure().message()};
    const auto missing = mixed.value().missingAssets.size();
    if (missing > 0)
        return {Notice::Kind::warning, name + " was exported without " + std::to_string(missing) +
                                           (missing == 1 ? " file that is missing" : " files that are missing")};
    return {Notice::Kind::information, "The mix is in " + order.file.string()};
}

} // namespace

void Program::setArguments(Arguments given)
{
    arguments() = std::move(given);
}

void Program::initialise(const juce::String&)
{
    aura::AuraOptions options;
    if (arguments().snapshot.empty())
    {
        preferences.emplace(arguments().settings.folders.data / "Preferences.json");
        options.preferences = preferences->read();
        options.savePreferences = [this](std::string text) { preferences->write(std::move(text)); };
    }
    if (!arguments().report.empty())
    {
        report.emplace(arguments().report, KeptText::Kept::inPassing);
        options.report = [this](std::string text) { report->write(std::move(text)); };
    }
    const auto settings = settingsFrom(arguments(), aura::Preferences(options.preferences));
    options.device = {settings.device, settings.blockFrames};
    engine.emplace(settings);
    std::error_code ignored;
    options.home = std::filesystem::current_path(ignored);
    if (arguments().open.size() == 1)
        options.home = std::filesystem::absolute(arguments().open.front(), ignored).parent_path();
    options.isLight = arguments().isLight;
    options.quit = [this] { quit(); };
    options.makeDemo = [this](auto done) { makeDemo(std::move(done)); };
    options.exportMix = [this](const aura::MixRequest& request, aura::MixNews news)
    { exportMix(request, std::move(news)); };
    options.giveUpMix = [this] { isMixGivenUp = true; };
    window.emplace(engine->queues(), thread, std::move(options));
    openWhatWasAsked();
    if (arguments().plays)
        Outbox(engine->queues().auraToPulse).send(thread, PlayTransport{});
    if (arguments().snapshot.empty())
        window->showWindow();
    else
        takeSnapshot();
}

void Program::openWhatWasAsked()
{
    const auto& what = arguments().open;
    if (what.empty())
        return;
    std::error_code ignored;
    if (what.size() == 1 && isSessionDocument(what.front()))
        return window->open(std::filesystem::absolute(what.front(), ignored));

    auto session = sessionOfFiles(what, userCloudRules(arguments().settings.folders));
    if (session)
        window->adopt(std::move(session).value());
    else
        std::cerr << "loophole: " << session.failure().message() << '\n';
}

void Program::takeSnapshot()
{
    aura::SnapshotOptions options;
    options.file = arguments().snapshot;
    options.width = arguments().width;
    options.height = arguments().height;
    options.scale = arguments().scale;
    window->takeSnapshot(options,
                         [this](const Outcome<void>& taken)
                         {
                             if (!taken)
                             {
                                 std::cerr << "loophole: " << taken.failure().message() << '\n';
                                 setApplicationReturnValue(1);
                             }
                             quit();
                         });
}

void Program::makeDemo(std::function<void(Outcome<std::filesystem::path>)> done)
{
    demo = std::jthread(
        [this, done = std::move(done), folder = arguments().settings.folders.data / "Demo"]
        {
            const auto written = writeDemo(folder);
            juce::MessageManager::callAsync(
                [this, done,
                 made = written ? Outcome<std::filesystem::path>(written.value().session) : written.failure()]
                {
                    if (window)
                        done(made);
                });
        });
}

void Program::exportMix(const aura::MixRequest& request, aura::MixNews news)
{
    isMixGivenUp = false;
    const auto& settings = arguments().settings;
    mix = std::jthread(
        [this, news = std::move(news), folders = settings.folders, budget = settings.budgetBytes,
         order = MixOrder{request.session, request.folder, request.range, request.file, request.bits}]
        {
            const auto tell = [this, news](aura::MixState state)
            {
                juce::MessageManager::callAsync(
                    [this, news, state = std::move(state)]
                    {
                        if (window)
                            news(state);
                    });
            };
            signal::lowerPriorityOfThisThread(); // what is heard meanwhile goes first
            const auto mixed = ::loophole::exportMix(order, folders, budget, isMixGivenUp,
                                                     [&](double share) {
                                                         tell({share, false, {}});
                                                     });
            tell({1, true, mixNotice(order, mixed)});
        });
}

void Program::shutdown()
{
    window.reset();
    isMixGivenUp = true;
    mix = {};
    demo = {};
    engine.reset();
    preferences.reset();
    report.reset();
}

void Program::systemRequestedQuit()
{
    window->requestQuit();
}

} // namespace loophole
