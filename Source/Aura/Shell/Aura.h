#pragma once

#include "Core/Outcome.h"
#include "Messages/Queues.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace loophole::aura
{

/** A session as it is now, to be mixed into a WAV file. */
struct MixRequest
{
    SessionPointer session;
    std::filesystem::path folder; ///< that relative paths of media start from
    FrameRange range{};           ///< empty: the whole of it
    std::filesystem::path file;
    std::string bits; ///< "16", "24", "32" or "32f"
};
/** How a mix goes, told on the message thread. */
struct MixState
{
    double share = 0; ///< 0 … 1
    bool isDone = false;
    Notice notice; ///< how it ended, when it is done
};
using MixNews = std::function<void(const MixState&)>;

struct AuraOptions
{
    std::filesystem::path home;                       ///< where the browser begins
    std::function<void()> quit;                       ///< called when the user has decided to leave
    ChooseDevice device;                              ///< that the engine was started with
    std::string preferences;                          ///< as they were handed to savePreferences last; empty: none yet
    std::function<void(std::string)> savePreferences; ///< called now and then; must not wait for a disk
    /** Writes the demo session on a thread of its own and tells the outcome on the message thread; none: no demo. */
    std::function<void(std::function<void(Outcome<std::filesystem::path>)>)> makeDemo;
    /** Mixes a session into a file on a thread of its own; none: it is not offered. */
    std::function<void(const MixRequest&, MixNews)> exportMix;
    std::function<void()> giveUpMix;
    std::function<void(std::string)> report; ///< told WindowReport::text() ten times a second, where it is set
    std::optional<bool> isLight;             ///< over what the preferences say, for this time only
};

struct SnapshotOptions
{
    std::filesystem::path file;
    int width = 1280;
    int height = 800;
    float scale = 1;
    Instant patience = std::chrono::seconds(30); ///< then the picture is taken as it is
};

/**
    The visible part of Loophole: the window, or without a display the same window as a picture. Talks only through the
    queues. Owned by App and used on JUCE's message thread, whose token it keeps.
*/
class Aura
{
public:
    Aura(Queues&, MessageThread&, AuraOptions);
    ~Aura();
    Aura(const Aura&) = delete;
    Aura& operator=(const Aura&) = delete;

    void showWindow();

    /** Asks for a document to be opened; unsaved edits are asked about first. */
    void open(const std::filesystem::path& document);

    /** Shows a session that was put together from files and has no document yet. */
    void adopt(SessionPointer);

    /** As the close button: asks about unsaved edits, then calls AuraOptions::quit. */
    void requestQuit();

    /** Draws the window without showing one, when every waveform in it is drawn, and tells how it went. */
    void takeSnapshot(SnapshotOptions, std::function<void(Outcome<void>)> done);

private:
    class Running;
    std::unique_ptr<Running> running;
};

} // namespace loophole::aura
