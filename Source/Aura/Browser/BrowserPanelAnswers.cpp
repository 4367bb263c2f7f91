#include "Aura/Browser/BrowserPanel.h"

namespace loophole::aura
{
namespace
{

/** What was just marked has to be written before it can be counted. */
constexpr Instant writingTime = std::chrono::milliseconds(300);
/** How often a list follows a scan that is under way. */
constexpr Instant refreshInterval = std::chrono::seconds(1);

} // namespace

void BrowserPanel::sessionChanged()
{
    const auto& document = context.model.shownSession().document;
    // The files of a session that was just opened are what one looks for first.
    if (context.model.sessionWasReplaced() && !document.empty() && scope.kind == BrowserScope::Kind::folder)
        openFolder(document.parent_path());
}

void BrowserPanel::folderListed(const FolderListed& part)
{
    if (tree.take(part))
        sources.update();
    if (folderRows.add(part))
        tellInfo();
}

void BrowserPanel::libraryAnswered(const LibraryHits& hits)
{
    if (hits.request == marksRequest)
    {
        awaitsMarks = false;
        folderRows.addMarks(hits.hits);
        if (!showsLibraryRows)
            list.rowsChanged();
        return;
    }
    switch (libraryRows.take(LibraryHits(hits)))
    {
    case LibraryRows::Taken::nothing:
        return;
    case LibraryRows::Taken::newList:
        if (showsLibraryRows)
            list.show(libraryRows);
        break;
    case LibraryRows::Taken::rows:
        if (showsLibraryRows)
            list.rowsChanged();
        break;
    }
    if (hits.request == jumpRequest && hits.jump)
        list.choose(*hits.jump);
    tellInfo();
}

void BrowserPanel::libraryCounted(const LibraryCounted& counted)
{
    if (libraryRows.take(counted) && showsLibraryRows)
        list.rowsChanged();
}

void BrowserPanel::libraryLooked(const LibraryOverview& overview)
{
    const auto wasInLibrary = placeOf(tree.overview(), scope.folder) != nullptr;
    awaitsOverview = false;
    tree.setLibrary(overview);
    sources.update();
    crumbs.show(breadcrumbsTo(scope, overview), scope.folder);
    upButton.setEnabled(above(scope, overview).has_value());
    if (scope.kind == BrowserScope::Kind::folder && !wasInLibrary && placeOf(overview, scope.folder) != nullptr)
    {
        askForMarks();
        if (!searchField.text().empty())
            queryChanged();
    }
}

void BrowserPanel::libraryScanned(const LibraryScanProgress& progress)
{
    const auto hasEnded = std::exchange(isScanning, progress.isScanning) && !progress.isScanning;
    const auto now = context.model.now();
    // While files come, their list and their numbers follow at an easy pace; at the end they are exact.
    overviewDue = hasEnded ? now : std::min(overviewDue, now + refreshInterval);
    refreshDue = hasEnded ? now : std::min(refreshDue, now + refreshInterval);
    if (hasEnded)
        askForMarks();
}

void BrowserPanel::libraryFoldersTold(const LibraryFolders& told)
{
    tree.take(told);
    sources.update();
}

void BrowserPanel::lookAtLibrarySoon()
{
    overviewDue = std::min(overviewDue, context.model.now() + writingTime);
}

void BrowserPanel::assetChanged(AssetId id)
{
    if (const auto* asset = context.model.asset(id); asset != nullptr)
        static_cast<void>(folderRows.learn(*asset));
    waveformChanged(id);
}

} // namespace loophole::aura
