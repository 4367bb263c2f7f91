#include "Aura/Status/LongWork.h"

#include "Aura/Shell/AuraModel.h"
#include "Aura/Transport/TimeText.h"

namespace loophole::aura
{
namespace
{

std::string counted(std::uint64_t count, const std::string& what)
{
    return countText(count) + ' ' + what + (count == 1 ? "" : "s");
}

void addScan(const AuraModel& model, std::vector<LongWork>& all)
{
    const auto& scan = model.libraryScan();
    if (!scan.isScanning)
        return;
    const auto place = scan.place.empty() ? std::string("the library") : scan.place.filename().string();
    const auto known = scan.files + scan.waiting;
    LongWork work{"Scanning " + place + ": " + counted(scan.files, "file"), -1, {CancelLibraryScan{}}};
    // Files are found faster than they are opened; what is found is the measure once folders are through.
    if (scan.waiting > 0 && known > 0)
        work.share = static_cast<double>(scan.files) / static_cast<double>(known);
    all.push_back(std::move(work));
}

void addSearch(const AuraModel& model, std::vector<LongWork>& all)
{
    const auto& search = model.mediaSearch();
    if (search.isSearching)
        all.push_back(
            {"Looking for missing files: " + countText(search.files) + " seen in " + counted(search.folders, "folder"),
             -1,
             {CancelMediaSearch{}}});
}

void addProxies(const AuraModel& model, std::vector<LongWork>& all)
{
    std::uint64_t count = 0;
    LongWork work;
    for (const auto& entry : model.session().assets)
        if (const auto* asset = model.asset(entry.id);
            asset != nullptr &&
            (asset->proxyStatus == ProxyStatus::queued || asset->proxyStatus == ProxyStatus::building))
        {
            ++count;
            work.cancel.push_back(CancelProxy{entry.id});
        }
    if (count == 0)
        return;
    work.text = count == 1 ? "Making a proxy" : "Making " + countText(count) + " proxies";
    all.push_back(std::move(work));
}

void addPeaks(const AuraModel& model, std::vector<LongWork>& all)
{
    const auto [files, share] = model.peaksUnderWayNow();
    if (files == 0)
        return;
    all.push_back({"Measuring " + counted(files, "waveform"), share, {}});
}

} // namespace

std::vector<LongWork> longWork(const AuraModel& model)
{
    std::vector<LongWork> all;
    if (const auto share = model.mixing())
        all.push_back({"Exporting the mix", *share, {}, Command::giveUpMix});
    addSearch(model, all);
    addScan(model, all);
    addProxies(model, all);
    addPeaks(model, all);
    return all;
}

} // namespace loophole::aura
