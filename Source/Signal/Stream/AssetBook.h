#pragma once

#include "Core/Clock.h"
#include "Messages/PulseToSignal.h"
#include "Signal/Disk/CurrentMounts.h"
#include "Signal/Disk/Disk.h"
#include "Signal/Stream/AssetSource.h"
#include "Signal/Stream/OpenJob.h"

#include <memory>
#include <unordered_map>

namespace loophole::signal
{

/** Owns the registered assets and looks at their files, on Signal's control thread. */
class AssetBook
{
public:
    /** What looking at a file changed. */
    struct Change
    {
        AssetSource* source = nullptr; ///< null: an asset that was forgotten meanwhile
        OfflineStatus before = OfflineStatus::pending;
        bool isOther = false; ///< there is another medium than before, or the first one
        bool isNews = false;  ///< status, facts or cause are not what they were
        EditionId retired;    ///< whose readers are not needed any more; 0 for none
    };

    AssetBook(const Clock&, Disk&, std::shared_ptr<StreamJobContext>);

    /** Opens the file, new or known. */
    AssetSource& add(SignalThread&, const RegisterAsset&);
    /** Looks at the file again. */
    void look(SignalThread&, AssetSource&);
    /** Has the cloud client download the placeholder, then looks at the file again; nothing where it is none. */
    [[nodiscard]] Change download(SignalThread&, AssetSource&);
    /** What waits for this asset's first opening is needed soon. */
    void hurry(SignalThread&, const AssetSource&, Urgency);
    /** What a look told. Looks once more where that was asked for meanwhile. */
    [[nodiscard]] Change apply(SignalThread&, const OpenedMedium&);
    /** A reader could not be opened any more. */
    [[nodiscard]] Change lose(SignalThread&, AssetSource&, const Failure&);
    void remove(SignalThread&, AssetId);
    /** Of a medium that is not looked at by this book: an asset's proxy. */
    [[nodiscard]] EditionId newEdition();
    /** Closes readers that are not in use; the others follow as they are given back. */
    void retire(SignalThread&, EditionId);

    [[nodiscard]] AssetSource* find(AssetId) const;
    [[nodiscard]] CurrentMounts& mounts() { return drives; }
    [[nodiscard]] const auto& all() const { return sources; }

private:
    void open(SignalThread&, AssetSource&, OpenJob::Placeholder = OpenJob::Placeholder::leave);
    [[nodiscard]] Change become(AssetSource&, OfflineStatus, const std::string& why);
    [[nodiscard]] std::uint64_t openingTag(AssetId) const;

    Disk& disk;
    std::shared_ptr<StreamJobContext> context;
    CurrentMounts drives;
    std::unordered_map<AssetId, std::unique_ptr<AssetSource>> sources;
    std::uint64_t editionCount = 0;
};

} // namespace loophole::signal
