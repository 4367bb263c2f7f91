#pragma once

#include "Pulse/Document/DocumentStore.h"
#include "Pulse/Pulse.h"
#include "Support/VirtualClock.h"

#include <map>
#include <memory>
#include <utility>
#include <vector>

namespace loophole::testing
{

/** Documents in memory; a save fails where `refusal` says why. */
class DocumentsInMemory final : public DocumentStore
{
public:
    Outcome<LoadedDocument> load(const std::filesystem::path& document) override
    {
        const auto found = texts.find(document);
        if (found == texts.end())
            return Failure{document, "No such file or directory"};
        return LoadedDocument{found->second, stampOf({}, found->second)};
    }
    Outcome<SavedDocument> save(const std::filesystem::path& document, const std::string& text,
                                const std::optional<DocumentStamp>& expected) override
    {
        if (!refusal.empty())
            return Failure{document, refusal};
        if (expected && look(document, *expected).value() == DocumentChange::changed)
            return SavedDocument{DocumentChange::changed, {}};
        texts[document] = text;
        return SavedDocument{DocumentChange::none, stampOf({}, text)};
    }
    Outcome<DocumentChange> look(const std::filesystem::path& document, const DocumentStamp& stamp) override
    {
        const auto found = texts.find(document);
        if (found == texts.end())
            return DocumentChange::gone;
        return hashOf(found->second) == stamp.content ? DocumentChange::none : DocumentChange::changed;
    }

    std::map<std::filesystem::path, std::string> texts;
    std::string refusal;
};

/** Does at once what is asked for, or later when `isHeld` and the test releases it. */
class HandCrankedWorkers final : public DocumentWorkers
{
public:
    void start(Job job) override
    {
        held.push_back(std::move(job));
        if (!isHeld)
            release();
    }
    void release()
    {
        for (auto& job : std::exchange(held, {}))
            job(thread);
    }

    bool isHeld = false;
    std::vector<Job> held;

private:
    DocumentThread thread = DocumentThread::mint();
};

/** Pulse between its queues, with the test in the places of Aura, of Signal and of the clock. */
class PulseStage
{
public:
    PulseStage() { turn(); }

    /** One turn of Pulse after these commands of Aura; what it sends is collected. */
    template <class... Commands>
    void command(Commands... commands)
    {
        (static_cast<void>(queues.auraToPulse.trySend(messageThread, AuraToPulse(std::move(commands)))), ...);
        turn();
    }

    /** The same with facts of Signal, which take a moment to be found. */
    template <class... Facts>
    void report(Facts... facts)
    {
        clock.advance(std::chrono::milliseconds(20));
        (static_cast<void>(queues.signalToPulse.trySend(signalThread, SignalToPulse(std::move(facts)))), ...);
        turn();
    }

    void turn()
    {
        signal.clear();
        aura.clear();
        pulse.step(pulseThread);
        collect();
    }

    /** Takes in what waits in the two queues from Pulse. */
    void collect()
    {
        PulseToSignal toSignal;
        while (queues.pulseToSignal.tryReceive(signalThread, toSignal))
            signal.push_back(toSignal);
        PulseToAura toAura;
        while (queues.pulseToAura.tryReceive(messageThread, toAura))
        {
            if (const auto* changed = std::get_if<SessionChanged>(&toAura))
                shown = *changed;
            aura.push_back(toAura);
        }
    }

    void wait(Instant time)
    {
        clock.advance(time);
        turn();
    }

    [[nodiscard]] Instant nextWakeUp() { return pulse.nextWakeUp(pulseThread); }
    [[nodiscard]] const Session& session() const { return *shown.session; }
    /** Messages of one kind from the last turn. */
    template <class Message>
    [[nodiscard]] std::vector<Message> toSignal() const
    {
        return only<Message>(signal);
    }
    template <class Message>
    [[nodiscard]] std::vector<Message> toAura() const
    {
        return only<Message>(aura);
    }

    /** The text of the only notice of the last turn. */
    [[nodiscard]] std::string notice() const
    {
        const auto notices = toAura<Notice>();
        return notices.size() == 1 ? notices[0].text : std::to_string(notices.size()) + " notices";
    }

    VirtualClock clock;
    Queues queues;
    const std::shared_ptr<DocumentsInMemory> store = std::make_shared<DocumentsInMemory>();
    DocumentsInMemory& documents = *store;
    HandCrankedWorkers workers;
    Pulse pulse{queues, clock, {store, workers}};
    SessionChanged shown; ///< the newest that Aura has got
    std::vector<PulseToSignal> signal;
    std::vector<PulseToAura> aura;
    PulseThread pulseThread = PulseThread::mint();
    SignalThread signalThread = SignalThread::mint();
    MessageThread messageThread = MessageThread::mint();

private:
    template <class Message, class Messages>
    static std::vector<Message> only(const Messages& messages)
    {
        std::vector<Message> found;
        for (const auto& message : messages)
            if (const auto* content = std::get_if<Message>(&message))
                found.push_back(*content);
        return found;
    }
};

/** A stereo medium at 48 kHz that was found. */
[[nodiscard]] inline AssetStatusChanged presentFact(AssetId asset, std::int64_t frames)
{
    AssetStatusChanged fact;
    fact.asset = asset;
    fact.now = OfflineStatus::present;
    fact.facts.length = FrameCount(frames);
    fact.facts.sampleRate = SampleRate(48000);
    fact.facts.channels = 2;
    return fact;
}

[[nodiscard]] inline AssetStatusChanged missingFact(AssetId asset)
{
    AssetStatusChanged fact;
    fact.asset = asset;
    fact.now = OfflineStatus::missing;
    fact.cause = "No such file or directory";
    return fact;
}

} // namespace loophole::testing
