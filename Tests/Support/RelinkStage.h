#pragma once

#include "Support/ContentByHand.h"
#include "Support/EditorStage.h"

namespace loophole::testing
{

/** An asset of this content, and another one of which only the path is known. */
inline std::string documentKnowing(const std::string& bytes)
{
    const auto content = contentOf(bytes);
    return R"({"format":"loophole.session","version":1,"assets":[{"id":"a","path":"Audio/a.wav","hash":")" +
           content.hash->hex() + R"(","quickPrint":")" + content.quickPrint.hex() + R"(","bytes":)" +
           std::to_string(bytes.size()) +
           R"(,"sampleRate":48000,"lengthSamples":500},{"id":"b","path":"Audio/b.wav"}],"tracks":[{"name":"T","clips":[
{"asset":"a","position":0},{"asset":"b","position":0}]}]})";
}

struct RelinkStage : EditorStage
{
    explicit RelinkStage(const TemporaryFolder& home) : EditorStage(home, {{"/p/S.loophole", documentKnowing("kick")}})
    {
        command(OpenSession{"/p/S.loophole"});
        a = session().assets[0].id;
        b = session().assets[1].id;
    }
    template <class... Facts>
    void report(Facts... facts)
    {
        clock.advance(std::chrono::milliseconds(20));
        (static_cast<void>(queues.signalToPulse.trySend(signalThread, SignalToPulse(std::move(facts)))), ...);
        turn();
    }
    /** The folder of the session is listed, as the last turn asked. */
    void listed(std::vector<ScannedEntry> entries)
    {
        const auto asked = toSignal<ScanFolder>();
        REQUIRE(asked.size() == 1);
        CHECK(asked[0].folder == "/p");
        report(FolderScanned{asked[0].request, {1, 1}, std::move(entries), true, {}, false});
    }
    static ScannedEntry fileOf(const std::string& name, std::int64_t bytes)
    {
        ScannedEntry entry;
        entry.name = name;
        entry.stamp.bytes = bytes;
        return entry;
    }
    /** The content of the only file that the last turn asked about. */
    void read(const std::filesystem::path& file, const std::string& bytes)
    {
        const auto asked = toSignal<FingerprintMedia>();
        REQUIRE(asked.size() == 1);
        CHECK(asked[0].file == file);
        report(MediaFingerprinted{asked[0].request, contentOf(bytes), true, {}, false});
    }

    AssetId a;
    AssetId b;
};

} // namespace loophole::testing
