#include "App/Engine/OfflineSession.h"

#include "App/Engine/FileSession.h"
#include "App/Engine/UserCloudRules.h"
#include "Pulse/Document/DocumentStore.h"
#include "Pulse/Document/SessionReader.h"
#include "Signal/Disk/UsableCores.h"

namespace loophole
{

OfflineSession::OfflineSession(std::size_t budgetBytes, const Folders& folders, PlaybackResolution resolution)
    : cloudRules(userCloudRules(folders)),
      pool(budgetBytes),
      engine({clock, disk, pool, epoch, *this, &signal::openMedia, cloudRules}, SampleRate(48000)),
      playback(engine, epoch),
      residency(clock, engine, playback),
      proxies(folders.cache / "Proxies")
{
    engine.readForRendering(thread);
    engine.setResolution(thread, resolution);
}

Outcome<std::unique_ptr<OfflineSession>> OfflineSession::open(const std::vector<std::filesystem::path>& what,
                                                              std::size_t budgetBytes, const Folders& folders,
                                                              PlaybackResolution resolution)
{
    auto session = std::unique_ptr<OfflineSession>(new OfflineSession(budgetBytes, folders, resolution));
    if (const auto loaded = session->load(what); !loaded)
        return loaded.failure();
    return session;
}

std::unique_ptr<OfflineSession> OfflineSession::of(SessionPointer content, const std::filesystem::path& folder,
                                                   std::size_t budgetBytes, const Folders& folders,
                                                   PlaybackResolution resolution)
{
    auto session = std::unique_ptr<OfflineSession>(new OfflineSession(budgetBytes, folders, resolution));
    session->content = std::move(content);
    session->findMedia(folder);
    return session;
}

Outcome<void> OfflineSession::load(const std::vector<std::filesystem::path>& what)
{
    std::error_code ignored;
    if (what.size() == 1 && isSessionDocument(what.front()))
    {
        FileDocumentStore documents;
        const auto text = documents.load(what.front());
        if (!text)
            return text.failure();
        auto session = readSession(what.front().native(), text.value().text, ids);
        if (!session)
            return session.failure();
        content = std::make_shared<const Session>(std::move(session).value());
    }
    else
    {
        auto session = sessionOfFiles(what, cloudRules);
        if (!session)
            return session.failure();
        content = std::move(session).value();
    }
    findMedia(std::filesystem::absolute(what.front(), ignored).parent_path());
    return {};
}

void OfflineSession::findMedia(const std::filesystem::path& folder)
{
    playback.take(thread, {content, 1});
    for (const auto& message : registry.replace(*content, folder))
        if (const auto* medium = std::get_if<RegisterAsset>(&message))
        {
            engine.registerAsset(thread, *medium);
            findProxy(*medium);
        }
    const auto patience = clock.now() + mediaPatience;
    for (engine.step(thread); registry.isAnyPending() && clock.now() < patience; engine.step(thread))
        engine.waitForCompletion(thread, std::chrono::milliseconds(50));
    playback.tryPublishPlan(thread);
}

void OfflineSession::findProxy(const RegisterAsset& medium)
{
    auto diskThread = DiskThread::mint();
    const auto found = proxies.findByPath(diskThread, medium.path);
    engine.setProxy(thread, medium.asset, found ? std::optional(signal::proxyMediumOf(*found)) : std::nullopt);
}

void OfflineSession::send(SignalThread&, SignalToPulse fact)
{
    if (const auto* change = std::get_if<AssetStatusChanged>(&fact))
    {
        registry.apply(*change);
        playback.assetsChanged();
    }
    else if (std::holds_alternative<SourceChanged>(fact))
    {
        playback.assetsChanged();
    }
    else if (const auto* error = std::get_if<DecodeError>(&fact))
    {
        errors.push_back(error->what + ": " + error->why);
    }
}

int OfflineSession::channels()
{
    return playback.plan().latest(thread)->channels;
}

FramePosition OfflineSession::end()
{
    return playback.plan().latest(thread)->end();
}

std::vector<std::filesystem::path> OfflineSession::missingAssets() const
{
    std::vector<std::filesystem::path> paths;
    for (const auto& asset : content->assets)
        if (const auto* known = registry.find(asset.id);
            known != nullptr && known->offlineStatus != OfflineStatus::present)
            paths.push_back(known->path);
    return paths;
}

Outcome<signal::RenderReport> OfflineSession::render(FrameRange range, int block, signal::FrameSink& sink,
                                                     signal::RenderProgress* progress)
{
    auto audioThread = AudioThread::mint();
    signal::OfflineRenderer renderer({clock, kernel, residency, sink, progress, signal::usableCores() > 1});
    return renderer.render(thread, audioThread, *playback.plan().latest(thread), range, block);
}

} // namespace loophole
