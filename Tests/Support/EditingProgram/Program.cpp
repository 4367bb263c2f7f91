#include "Pulse/Pulse.h"

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fcntl.h>
#include <random>
#include <string>
#include <thread>
#include <unistd.h>

/**
    A program that edits and saves a session through Pulse with its real threads and files, to be ended at any moment:

        editing-program HOME SEED EDITS LIFE_US LOG

    edits HOME/S.loophole with recovery data in HOME/Recovery, EDITS times or until LIFE_US microseconds are over, when
    the kernel kills it (0: never). With a negative number of edits it makes so many, saves none and waits for its end.
   Every edit renames the first track to its number, so that whatever is found later says how far it had come. LOG gets
   a line for each edit ("edit NUMBER NANOSECONDS"), when it was shown as done, and for what Pulse said about recovery
   data and saves.
*/
namespace loophole
{
namespace
{

std::int64_t monotonicNs()
{
    timespec now = {};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

/** One write a line: a line is there as a whole or not at all. */
class Log
{
public:
    explicit Log(const char* path) : file(::open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644)) {}
    void line(const std::string& text) const
    {
        const auto whole = text + " " + std::to_string(monotonicNs()) + "\n";
        if (::write(file, whole.data(), whole.size()) != static_cast<ssize_t>(whole.size()))
            std::abort();
    }

private:
    int file;
};

/** The kernel's own clock ends the process: at a moment that nothing in it knows. */
void dieAfter(long microseconds)
{
    if (microseconds == 0)
        return;
    sigevent event = {};
    event.sigev_notify = SIGEV_SIGNAL;
    event.sigev_signo = SIGKILL;
    timer_t timer = {};
    itimerspec when = {};
    when.it_value = {microseconds / 1'000'000, microseconds % 1'000'000 * 1000};
    if (::timer_create(CLOCK_MONOTONIC, &event, &timer) != 0 || ::timer_settime(timer, 0, &when, nullptr) != 0)
        std::abort();
}

class Editor
{
public:
    Editor(std::filesystem::path home, unsigned seed, const Log& log)
        : home(std::move(home)), random(seed), log(log), recovery(this->home / "Recovery", inbox)
    {
        inbox->wakes(&queues.pulse);
    }
    ~Editor() { inbox->wakes(nullptr); }

    void run(int edits)
    {
        auto thread = PulseThread::mint();
        send(OpenSession{home / "S.loophole"});
        while (shown.document.empty() && !hasFault)
            turn(thread);
        if (shown.session->tracks.empty())
            return log.line("found no session");
        for (int i = 1; i <= std::abs(edits); ++i)
        {
            edit(i);
            while (shownNumber() != std::to_string(i))
                turn(thread);
            log.line("edit " + std::to_string(i));
            if (edits > 0 && random() % 12 == 0)
                send(SaveSession{{}, true});
            turn(thread);
        }
        while (edits < 0)
            turn(thread);
        send(SaveSession{{}, true});
        for (hasFault = false; shown.hasUnsavedEdits && !hasFault;)
            turn(thread);
        log.line(hasFault ? "refused" : "finished");
    }

private:
    [[nodiscard]] std::string shownNumber() const
    {
        return shown.session->tracks.empty() ? std::string() : shown.session->tracks[0]->name;
    }

    void send(AuraToPulse command) { static_cast<void>(queues.auraToPulse.trySend(message, std::move(command))); }

    /** The number, and something else that random chooses, as one step. */
    void edit(int number)
    {
        send(BeginEditGroup{"Edit " + std::to_string(number)});
        send(RenameTrack{shown.session->tracks[0]->id, std::to_string(number)});
        const auto& track = *shown.session->tracks[random() % shown.session->tracks.size()];
        const auto clip = track.clips.empty() ? ClipId() : track.clips[random() % track.clips.size()].id;
        switch (random() % 6)
        {
        case 0:
            send(DuplicateClips{{clip}});
            break;
        case 1:
            send(MoveClips{{clip}, FrameCount(static_cast<std::int64_t>(random() % 100'000) - 50'000), {}});
            break;
        case 2:
            send(AddTrack{"more"});
            break;
        case 3:
            send(SetClipGain{{clip}, -static_cast<double>(random() % 40)});
            break;
        case 4:
            send(AddClip{track.id, home / ("a" + std::to_string(random() % 50) + ".wav"), FramePosition(0)});
            break;
        default:
            send(AddMarker{FramePosition(static_cast<std::int64_t>(random() % 1'000'000)), "here"});
        }
        send(EndEditGroup{});
    }

    void turn(PulseThread& thread)
    {
        pulse.step(thread);
        PulseToSignal toSignal;
        while (queues.pulseToSignal.tryReceive(signal, toSignal))
        {
        }
        PulseToAura told;
        while (queues.pulseToAura.tryReceive(message, told))
        {
            if (auto* changed = std::get_if<SessionChanged>(&told))
                shown = std::move(*changed);
            if (const auto* notice = std::get_if<Notice>(&told))
            {
                hasFault = hasFault || notice->kind == Notice::Kind::fault;
                log.line("said " + notice->text);
            }
        }
        queues.pulse.waitAtMost(std::chrono::milliseconds(2));
    }

    const std::filesystem::path home;
    std::mt19937 random;
    const Log& log;
    SteadyClock clock;
    Queues queues;
    std::shared_ptr<DocumentInbox> inbox = std::make_shared<DocumentInbox>();
    DocumentThreads workers;
    RecoveryThread recovery;
    Pulse pulse{queues, clock, {std::make_shared<FileDocumentStore>(), workers, inbox, &recovery, home / "Recovery"}};
    MessageThread message = MessageThread::mint();
    SignalThread signal = SignalThread::mint();
    SessionChanged shown;
    bool hasFault = false;
};

} // namespace
} // namespace loophole

int main(int argc, char** argv)
{
    if (argc != 6)
        return 2;
    const loophole::Log log(argv[5]);
    log.line("begins");
    loophole::dieAfter(std::atol(argv[4]));
    loophole::Editor(argv[1], static_cast<unsigned>(std::atol(argv[2])), log).run(std::atoi(argv[3]));
    return 0;
}
