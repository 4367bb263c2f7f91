#pragma once

#include "App/Commands/Command.h"
#include "App/Engine/Headless.h"
#include "App/Engine/Loophole.h"

#include <memory>
#include <vector>

namespace loophole::cli
{

/** The program playing for a command: opened on a session or on files, with its device found and its media known. */
class Playback
{
public:
    /** Media that hang do not keep a session from playing: after this long it starts without them. */
    static constexpr Instant mediaPatience = std::chrono::seconds(2);
    static constexpr Instant devicePatience = std::chrono::seconds(15);

    static Outcome<std::unique_ptr<Playback>> open(const std::vector<std::filesystem::path>& what, const Settings&);

    [[nodiscard]] Headless& aura() { return headless; }
    [[nodiscard]] const Session& session() const { return *headless.session.session; }
    [[nodiscard]] const Clock& clock() const { return steadyClock; }
    [[nodiscard]] Instant openedAt() const { return began; }
    /** Frame behind the last clip. */
    [[nodiscard]] FramePosition end() const;
    /** Warnings of the device and of Pulse. */
    [[nodiscard]] Json warnings() const;
    /** Missing and proxy frames by track, in the session's order. */
    [[nodiscard]] Json tracks() const;
    /** Waits for statistics that were taken after this call. */
    void settle();

private:
    explicit Playback(const Settings&);
    Outcome<void> load(const std::vector<std::filesystem::path>& what, const Folders&);
    Outcome<void> awaitDevice();

    SteadyClock steadyClock;
    Instant began = steadyClock.now();
    Loophole loophole;
    Headless headless{loophole.queues(), steadyClock};
};

/** `--resolution full|draft|auto`. */
void addResolutionOption(CLI::App&, PlaybackResolution&);

/** Options that everything which streams has. */
void addStreamingOptions(CLI::App&, Settings&);

/** Ctrl-C asks a playing command to stop and report instead of ending it. */
class Interruption
{
public:
    Interruption();
    [[nodiscard]] static bool wasAsked();
};

} // namespace loophole::cli
