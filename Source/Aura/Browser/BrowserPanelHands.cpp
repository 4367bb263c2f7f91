#include "Aura/Browser/BrowserPanel.h"
#include "Aura/Browser/EntryCallout.h"
#include "Aura/Browser/MarkToggles.h"
#include "Model/AudioExtensions.h"

namespace loophole::aura
{
namespace
{

/** Long enough to be read. */
constexpr Instant adviceTime = std::chrono::seconds(5);

} // namespace

FileList::Hands BrowserPanel::listHands()
{
    return {[this](const FileRow* row) { chosen(row); },
            [this](const ListKey& key)
            {
                // Without a search there is nothing to clear, and a drag or a page over the window to be taken back.
                if (key.does == ListKey::Does::clear && searchField.text().empty())
                    return false;
                pressed(key);
                return true;
            },
            [this](const FileRow& row) { enter(row); }, [this](juce::Point<int> at) { showFileMenu(at); },
            [this] { sorted(); }};
}

SourcesView::Hands BrowserPanel::sourcesHands()
{
    return {[this](const BrowserScope& next)
            {
                show(next);
                if (sourcesPlace() == Sources::hidden)
                    list.focus();
            },
            [this] { focusList(); }, [this](juce::Component& beside) { addFolder(beside); },
            [this](const BrowserScope& source, juce::Point<int> at) { showSourceMenu(source, at); }};
}

void BrowserPanel::chosen(const FileRow* row)
{
    tellInfo();
    if (row == nullptr || row->isFolder)
        return preview.clear();
    if (list.selectedCount() > 1)
        return; // a range is being drawn; what was heard goes on
    preview.show(row->path, row->tempo);
    if (row->offlineStatus != OfflineStatus::missing)
        preview.audition();
}

void BrowserPanel::enter(const FileRow& row)
{
    if (row.isFolder)
        openFolder(row.path);
    else
        placeSelected();
}

void BrowserPanel::placeSelected()
{
    std::vector<std::filesystem::path> files;
    for (const auto* row : list.selected())
        if (!row->isFolder)
            files.push_back(row->path);
    if (!files.empty() && onPlace)
        onPlace(files);
}

void BrowserPanel::goAbove()
{
    const auto next = above(scope, tree.overview());
    if (!next)
        return;
    const auto from = scope.folder;
    show(*next);
    toSelect = from;
}

void BrowserPanel::pressed(const ListKey& key)
{
    const auto selected = list.selected();
    const auto* first = selected.empty() ? nullptr : selected.front();
    switch (key.does)
    {
    case ListKey::Does::place:
    case ListKey::Does::enter:
        if (first != nullptr && (first->isFolder || key.does == ListKey::Does::place))
            enter(FileRow(*first));
        break;
    case ListKey::Does::above:
        return goAbove();
    case ListKey::Does::collection:
        return apply(toggledCollection(selected, key.number));
    case ListKey::Does::rating:
        return apply(rated(selected, key.number));
    case ListKey::Does::favourite:
        return apply(toggledFavourite(selected));
    case ListKey::Does::takeOut:
        return takeOut();
    case ListKey::Does::rescan:
        return scanHere();
    case ListKey::Does::clear:
        searchField.setText({});
        return queryChanged();
    case ListKey::Does::type:
        return jumpTo(key.letter);
    }
}

void BrowserPanel::jumpTo(const std::string& letter)
{
    const auto beginning = list.typing().type(letter, context.model.now());
    const auto from = list.currentRow() + (list.typing().hasJustBegun() && list.selectedCount() > 0 ? 1 : 0);
    if (showsLibraryRows)
    {
        jumpRequest = context.model.nextRequest();
        context.model.send(libraryRows.jump(beginning, from, jumpRequest, context.model.now()));
    }
    else if (const auto found = folderRows.findName(beginning, from))
        list.choose(*found);
}

template <class Change>
void BrowserPanel::apply(const std::optional<Change>& change)
{
    if (!change)
    {
        advice = list.selectedCount() == 0 ? "Choose files first, then mark them."
                                           : "Only files in the library can be marked: add their folder under Sources.";
        adviceEnds = context.model.now() + adviceTime;
        return tellInfo();
    }
    context.model.send(*change);
    libraryRows.change(*change);
    folderRows.change(*change);
    for (const auto* row : list.selected())
        preview.learnTempo(row->path, row->tempo);
    list.repaintRows();
    lookAtLibrarySoon();
}

void BrowserPanel::takeOut()
{
    MarkLibraryFiles mark;
    mark.files = libraryFiles(list.selected());
    if (scope.kind == BrowserScope::Kind::favourites)
        mark.favourite = false;
    else if (scope.kind == BrowserScope::Kind::collection)
        mark.collectionsToLeave = static_cast<std::uint8_t>(1 << (scope.collection - 1));
    else
        return;
    apply(mark.files.empty() ? std::nullopt : std::optional(mark));
}

void BrowserPanel::scanHere()
{
    const auto folder = scope.folder;
    if (scope.kind == BrowserScope::Kind::folder)
        listFolder();
    if (!folder.empty() && placeOf(tree.overview(), folder) != nullptr)
        context.model.send(ScanLibrary{{folder}});
    else if (scope.kind != BrowserScope::Kind::folder)
        context.model.send(ScanLibrary{});
    if (showsLibraryRows)
        libraryRows.refresh();
}

void BrowserPanel::keepSearch(juce::Component& beside)
{
    const auto query = searchField.text();
    EntryCallout::open("Name of this search", toText(query), beside.getLocalBounds(), beside,
                       [this, query](const std::string& name)
                       {
                           if (name.empty())
                               return;
                           context.model.send(SaveLibrarySearch{name, query});
                           lookAtLibrarySoon();
                       });
}

void BrowserPanel::fileDragEnter(const juce::StringArray&, int, int)
{
    isDropping = true;
    repaint();
}

void BrowserPanel::fileDragExit(const juce::StringArray&)
{
    isDropping = false;
    repaint();
}

/** Folders become places; a file is shown where it lies. Neither is moved. */
void BrowserPanel::filesDropped(const juce::StringArray& dropped, int, int)
{
    isDropping = false;
    repaint();
    std::vector<std::filesystem::path> folders;
    std::filesystem::path file;
    for (const auto& name : dropped)
    {
        const std::filesystem::path path = name.toStdString();
        if (path.extension() == ".loophole")
            return context.model.open(path);
        looksLikeAudio(path) ? file = path : folders.emplace_back(path);
    }
    if (!folders.empty())
        context.model.send(ScanLibrary{folders});
    if (folders.size() == 1)
        show(BrowserScope::ofPlace(folders.front()));
    else if (folders.empty() && !file.empty())
    {
        openFolder(file.parent_path());
        toSelect = file;
    }
}

template void BrowserPanel::apply(const std::optional<MarkLibraryFiles>&);
template void BrowserPanel::apply(const std::optional<LabelLibraryFiles>&);
template void BrowserPanel::apply(const std::optional<SetLibraryTag>&);

} // namespace loophole::aura
