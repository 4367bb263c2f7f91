#pragma once

#include "Support/PulseStage.h"
#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>

#include <map>
#include <optional>

namespace loophole::testing
{

/** A document with one track and one clip. */
inline const std::string smallDocument = R"({"format":"loophole.session","version":1,
"assets":[{"id":"a","path":"Audio/a.wav"}],"tracks":[{"name":"Drums","clips":[{"asset":"a","position":0}]}]})";

/** Keeps recovery data in files as the program does, but at once and on the caller's thread. */
class RecoveryAtOnce final : public RecoveryKeeper
{
public:
    RecoveryAtOnce(std::filesystem::path folder, std::shared_ptr<DocumentInbox> inbox)
        : folder(std::move(folder)), inbox(std::move(inbox))
    {
    }
    void keep(SessionPointer session, RecoveryFacts facts) override
    {
        ++commits;
        if (!refusal.empty())
            return inbox->post(RecoveryKept{Failure{"disk", refusal}});
        if (!file)
            file = RecoveryFile::create(folder.newFile()).value();
        inbox->post(RecoveryKept{file->keep(*session, facts)});
    }
    void forget() override
    {
        if (file)
            std::move(*std::exchange(file, std::nullopt)).remove();
    }

    void leave() override
    {
        file.reset();
        inbox->post(RecoveryLeft{});
    }

    RecoveryFolder folder;
    std::shared_ptr<DocumentInbox> inbox;
    std::optional<RecoveryFile> file;
    std::string refusal;
    int commits = 0;
};

/** A program that edits: ended by destruction as by a crash, after which another one finds the same folders. */
struct EditorStage : PulseStage
{
    explicit EditorStage(const TemporaryFolder& home, const std::map<std::filesystem::path, std::string>& texts = {})
        : home(home), recovery(home / "Recovery", inbox)
    {
        documents.texts = texts;
        editing.step(pulseThread);
        collect();
    }

    template <class... Commands>
    void command(Commands... commands)
    {
        (static_cast<void>(queues.auraToPulse.trySend(messageThread, AuraToPulse(std::move(commands)))), ...);
        turn();
    }
    void turn()
    {
        signal.clear();
        aura.clear();
        editing.step(pulseThread);
        collect();
    }
    void wait(Instant time)
    {
        clock.advance(time);
        turn();
    }
    [[nodiscard]] RecoverableSession offered() const
    {
        const auto offers = toAura<RecoveriesOffered>();
        REQUIRE(offers.size() == 1);
        REQUIRE(offers[0].sessions.size() == 1);
        return offers[0].sessions[0];
    }
    [[nodiscard]] std::size_t recoveryFiles() const
    {
        FileDocumentStore none;
        std::size_t count = 0;
        std::error_code error;
        for (const auto& entry : std::filesystem::directory_iterator(home / "Recovery", error))
            count += entry.path().extension() == ".recovery" ? std::size_t{1} : std::size_t{0};
        return count;
    }

    const TemporaryFolder& home;
    const std::shared_ptr<DocumentInbox> inbox = std::make_shared<DocumentInbox>();
    RecoveryAtOnce recovery;
    Pulse editing{queues, clock, {store, workers, inbox, &recovery, home / "Recovery"}};
};

} // namespace loophole::testing
