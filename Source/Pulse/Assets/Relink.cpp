#include "Pulse/Assets/Relink.h"

#include "Pulse/Assets/FolderSearch.h"
#include "Pulse/Document/MediaRecords.h"

#include <algorithm>
#include <map>

namespace loophole
{
namespace
{

namespace fs = std::filesystem;

/** Looks at files for what is not known of them, each once. */
class Inspector
{
public:
    explicit Inspector(const MediaInspection& inspection) : inspection(inspection) {}

    FoundFile look(const fs::path& path, std::int64_t bytes, const WantedMedium& wanted)
    {
        auto& file = known[path];
        file.path = path;
        file.bytes = std::max(file.bytes, bytes);
        const auto& content = wanted.record.content;
        const auto isSize = content.bytes < 0 || file.bytes < 0 || content.bytes == file.bytes;
        if (content.hash && isSize && !file.hash && isPossible(file, content))
            read(file, content.quickPrint);
        else if (!content.hash && !file.facts && file.error.empty())
            open(file, content);
        return file;
    }
    [[nodiscard]] std::size_t filesRead() const { return readCount; }

private:
    static bool isPossible(const FoundFile& file, const MediaContent& content)
    {
        return file.error.empty() &&
               (file.quickPrint.isNone() || content.quickPrint.isNone() || file.quickPrint == content.quickPrint);
    }
    void read(FoundFile& file, const ContentKey& wantedPrint)
    {
        const auto content = inspection.content(file.path, wantedPrint);
        if (!content)
        {
            file.error = content.failure().why;
            return;
        }
        file.bytes = content.value().bytes;
        file.quickPrint = content.value().quickPrint;
        file.hash = content.value().hash;
        readCount += file.hash ? 1u : 0u;
    }
    void open(FoundFile& file, const MediaContent& wanted)
    {
        const auto found = inspection.probe(file.path);
        if (found.offlineStatus != OfflineStatus::present)
        {
            file.error = found.cause;
            return;
        }
        file.facts = found.facts;
        if (wanted.quickPrint.isNone())
            return;
        // A print that no file has is answered with the quick one alone.
        if (const auto content = inspection.content(file.path, noFilesPrint()))
            file.quickPrint = content.value().quickPrint;
    }
    static ContentKey noFilesPrint()
    {
        ContentKey key;
        key.bytes.fill(0xff);
        return key;
    }

    const MediaInspection& inspection;
    std::map<fs::path, FoundFile> known;
    std::size_t readCount = 0;
};

std::vector<RelinkAnswer> lostMedia(const SessionFile& file, const InspectMedia& probe)
{
    std::vector<RelinkAnswer> lost;
    std::vector<AudioAsset> missing;
    for (const auto& check : file.check(probe))
    {
        if (check.status == OfflineStatus::present)
            continue;
        const auto& record = findAsset(file.session(), check.asset)->record;
        AudioAsset asset;
        asset.assetId = check.asset;
        asset.path = check.resolved;
        asset.content = record.content;
        asset.facts = factsOf(record);
        missing.push_back(std::move(asset));
        lost.push_back({check.documentId, check.path, {}, {}});
    }
    auto wanted = wantedMedia(file.session(), missing);
    for (std::size_t i = 0; i < lost.size(); ++i)
        lost[i].wanted = std::move(wanted[i]);
    return lost;
}

FolderFindings search(const std::vector<fs::path>& folders, const std::vector<RelinkAnswer>& lost)
{
    FilesWanted wanted;
    for (const auto& answer : lost)
    {
        wanted.names.insert(answer.wanted.lost.filename().native());
        if (const auto& content = answer.wanted.record.content; content.hash && content.bytes >= 0)
            wanted.sizes.insert(content.bytes);
    }
    return searchFolders(folders, wanted);
}

std::vector<FoundFile> candidatesOf(const WantedMedium& wanted, const FolderFindings& findings, Inspector& inspector)
{
    std::map<fs::path, std::int64_t> sizes;
    if (const auto named = findings.byName.find(wanted.lost.filename().native()); named != findings.byName.end())
        for (const auto& file : named->second)
            sizes.emplace(file.path, file.bytes);
    if (wanted.record.content.hash)
        if (const auto sized = findings.bySize.find(wanted.record.content.bytes); sized != findings.bySize.end())
            for (const auto& file : sized->second)
                sizes.emplace(file.path, file.bytes);
    std::vector<FoundFile> candidates;
    for (const auto& [path, bytes] : sizes)
        candidates.push_back(inspector.look(path, bytes, wanted));
    return candidates;
}

/** What was found tells where the rest may lie. */
void followPrefixes(std::vector<RelinkAnswer>& answers, Inspector& inspector)
{
    std::vector<PrefixChange> changes;
    for (const auto& answer : answers)
        if (answer.decision.file)
            if (auto change = prefixChange(answer.wanted.lost, *answer.decision.file);
                change && std::ranges::find(changes, *change) == changes.end())
                changes.push_back(*std::move(change));
    for (auto& answer : answers)
    {
        std::vector<FoundFile> candidates;
        for (const auto& change : changes)
            if (const auto place = moved(change, answer.wanted.lost); place && !answer.decision.file)
                if (std::error_code ignored; fs::is_regular_file(*place, ignored))
                {
                    candidates.push_back(inspector.look(*place, -1, answer.wanted));
                    candidates.back().isByPrefix = true;
                }
        if (!candidates.empty())
            answer.decision = decide(answer.wanted, candidates);
    }
}

void tell(const RelinkAnswer& answer, RelinkReport& report)
{
    const auto& decision = answer.decision;
    const auto asset = answer.wanted.asset;
    if (decision.file)
        report.relinked.push_back({asset, answer.path, *decision.file, decision.tier});
    else if (!decision.equal.empty())
        report.doubtful.push_back({asset, answer.path, decision.equal, decision.why});
    else if (!decision.refused.empty())
    {
        RelinkDoubt doubt{asset, answer.path, {}, decision.refused.front().why};
        for (const auto& refused : decision.refused)
            doubt.candidates.push_back(refused.file);
        report.doubtful.push_back(std::move(doubt));
    }
    else
        report.notFound.push_back(answer.path);
}

} // namespace

RelinkReport relinkMissing(SessionFile& file, const std::vector<fs::path>& folders, const MediaInspection& inspection)
{
    RelinkReport report;
    report.answers = lostMedia(file, inspection.probe);
    if (report.answers.empty())
        return report;
    auto findings = search(folders, report.answers);
    report.unreadable = std::move(findings.unreadable);
    report.filesSeen = findings.filesSeen;
    Inspector inspector(inspection);
    for (auto& answer : report.answers)
        answer.decision = decide(answer.wanted, candidatesOf(answer.wanted, findings, inspector));
    followPrefixes(report.answers, inspector);
    report.filesRead = inspector.filesRead();
    for (const auto& answer : report.answers)
    {
        if (answer.decision.file)
            file.relink(answer.wanted.asset, *answer.decision.file, answer.decision.tier == RelinkTier::content);
        tell(answer, report);
    }
    return report;
}

} // namespace loophole
