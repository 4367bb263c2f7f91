#include "Aura/Browser/BrowserPanel.h"

#include "Aura/Preferences/Preferences.h"

namespace loophole::aura
{
namespace
{

/** Name of a preference. */
constexpr auto columnsPreference = "browser.columns";

} // namespace

BrowserPanel::BrowserPanel(AuraContext& given, std::filesystem::path homeFolder)
    : context(given),
      home(std::move(homeFolder)),
      tree([this] { return context.model.nextRequest(); }, [this](SourceTree::Question question)
           { std::visit([this](auto& asked) { context.model.send(std::move(asked)); }, question); }),
      sourcesButton(Icon::folder, "Sources", "Places, collections, searches and folders"),
      upButton(Icon::upwards, "Folder above", "Go to the folder above (Backspace)"),
      crumbs([this](const BrowserScope& next) { show(next); }),
      list(context, listHands()),
      sources(context, tree, sourcesHands()),
      preview(context)
{
    setOpaque(true);
    setTitle("Browser");
    setMouseClickGrabsKeyboardFocus(false);
    std::vector<std::pair<std::string, std::filesystem::path>> roots{{"Home", home}, {"This computer", "/"}};
    if (const auto user = std::filesystem::path(
            juce::File::getSpecialLocation(juce::File::userHomeDirectory).getFullPathName().toStdString());
        user != home)
        roots = {{"Home", user}, {"Start folder", home}, {"This computer", "/"}};
    tree.setRoots(std::move(roots));
    sourcesButton.onClick = [this] { toggleSources(); };
    upButton.onClick = [this] { goAbove(); };
    searchField.onChange = [this] { queryChanged(); };
    searchField.onDone = [this] { list.focus(); };
    searchField.onKeep = [this](juce::Component& beside) { keepSearch(beside); };
    showsSources = context.preferences.flag("browser.sources", true);
    list.columns() = ListColumns::fromText(context.preferences.text(columnsPreference));
    for (auto* child :
         std::initializer_list<juce::Component*>{&sourcesButton, &upButton, &crumbs, &searchField, &list, &preview})
        addAndMakeVisible(child);
    addChildComponent(sources);
    context.model.add(*this);
    context.model.send(RequestLibraryOverview{});
}

BrowserPanel::~BrowserPanel()
{
    context.model.remove(*this);
}

bool BrowserPanel::isOfLibrary() const
{
    if (scope.kind != BrowserScope::Kind::folder)
        return true;
    return !searchField.text().empty() && placeOf(tree.overview(), scope.folder) != nullptr;
}

const ListedRows& BrowserPanel::rows() const
{
    return showsLibraryRows ? static_cast<const ListedRows&>(libraryRows) : folderRows;
}

void BrowserPanel::show(const BrowserScope& next)
{
    scope = next;
    toSelect.clear();
    if (scope.kind == BrowserScope::Kind::folder)
        scope.folder = scope.folder.empty() ? std::filesystem::path("/") : scope.folder.lexically_normal();
    context.model.browseAnew();
    searchField.setText({});
    preview.clear();
    coversList = false;
    crumbs.show(breadcrumbsTo(scope, tree.overview()), scope.folder);
    upButton.setEnabled(above(scope, tree.overview()).has_value());
    sources.show(scope);
    if (scope.kind == BrowserScope::Kind::folder)
        listFolder();
    queryChanged();
    resized();
}

void BrowserPanel::listFolder()
{
    const auto request = context.model.nextRequest();
    folderRows.begin(request, scope.folder, context.model.now());
    context.model.send(ListFolder{request, scope.folder});
    askForMarks();
}

/** What the library says of the files of the folder that is listed. */
void BrowserPanel::askForMarks()
{
    if (placeOf(tree.overview(), folderRows.folder()) == nullptr)
        return;
    constexpr std::size_t mostMarks = 10'000; // rows beyond show what listing and opening them tells
    SearchLibrary request;
    request.request = marksRequest = context.model.nextRequest();
    request.within = folderRows.folder();
    request.isDeep = false;
    request.limit = mostMarks;
    awaitsMarks = true;
    context.model.send(std::move(request));
}

void BrowserPanel::queryChanged()
{
    const auto query = searchField.text();
    const auto wasOfLibrary = showsLibraryRows;
    showsLibraryRows = isOfLibrary();
    const auto title = toText(titleOf(scope));
    const auto isSearched =
        scope.kind != BrowserScope::Kind::folder || placeOf(tree.overview(), scope.folder) != nullptr;
    searchField.setPrompt((isSearched ? "Search in " : "Names in ") + title);
    searchField.setKeepable(showsLibraryRows);
    list.setRowsMove(!showsLibraryRows);
    if (showsLibraryRows)
        search();
    else
    {
        folderRows.setFilter(query);
        folderRows.setOrder(list.columns().order());
        if (wasOfLibrary)
            askForMarks(); // a search may have come before the answer
        list.show(folderRows);
    }
    tellInfo();
}

void BrowserPanel::search()
{
    SearchLibrary request;
    request.query = searchField.text();
    const auto& order = list.columns().order();
    if (order.column)
    {
        request.sort = kindOf(*order.column).sort;
        request.isDescending = order.isDescending;
    }
    narrow(request, scope);
    awaitsMarks = false; // a newer search makes them stale
    libraryRows.begin(std::move(request));
}

void BrowserPanel::sorted()
{
    context.preferences.set(columnsPreference, list.columns().text());
    if (showsLibraryRows)
        return search();
    folderRows.setOrder(list.columns().order());
    list.rowsChanged();
}

void BrowserPanel::focusList()
{
    uncoverList();
    list.focus();
}

void BrowserPanel::focusSearch()
{
    uncoverList();
    searchField.focus();
    tellInfo();
}

void BrowserPanel::waveformChanged(AssetId id)
{
    if (const auto* asset = context.model.asset(id))
    {
        list.repaintRowOf(asset->path);
        preview.repaintIfShown(asset->path);
    }
}

bool BrowserPanel::isSettled() const
{
    if (!isVisible() || !list.isVisible())
        return true;
    const auto isComplete = showsLibraryRows ? libraryRows.isAnswered() : folderRows.isComplete();
    return isComplete && list.isSettled() && !awaitsOverview && !awaitsMarks;
}

void BrowserPanel::frame()
{
    preview.frame();
    const auto now = context.model.now();
    if (now >= refreshDue)
    {
        refreshDue = Instant::max();
        libraryRows.refresh();
        tree.refresh(now);
    }
    if (showsLibraryRows)
    {
        const auto [first, last] = list.inView();
        libraryRows.pin(list.selectedCount() > 1 ? list.selectedRanges()
                                                 : std::vector<std::pair<std::size_t, std::size_t>>());
        if (auto next = libraryRows.wanted(first, last, context.model.nextRequest(), now))
            context.model.send(*std::move(next));
    }
    else if (folderRows.arrange(now))
    {
        list.rowsChanged();
        selectArrived();
    }
    if (now >= overviewDue)
    {
        overviewDue = Instant::max();
        context.model.send(RequestLibraryOverview{});
    }
    if (isVisible() && list.isVisible())
        list.frame();
    sources.frame();
    tellInfo();
}

void BrowserPanel::selectArrived()
{
    const auto at = toSelect.empty() ? std::nullopt : folderRows.find(toSelect);
    if (!at)
        return;
    list.select(toSelect);
    if (!folderRows.row(*at)->isFolder)
        preview.show(toSelect, folderRows.row(*at)->tempo);
    toSelect.clear();
}

ListState BrowserPanel::listState() const
{
    ListState state;
    state.isOfLibrary = isOfLibrary();
    state.isAnswered = showsLibraryRows ? libraryRows.isAnswered() : folderRows.isComplete();
    state.isSilent = folderRows.isSilent(context.model.now());
    state.count = rows().count();
    state.folders = showsLibraryRows ? 0 : folderRows.folders();
    state.isCountExact = !showsLibraryRows || libraryRows.isCountExact();
    state.folderSize = folderRows.size();
    state.error = showsLibraryRows ? libraryRows.error() : folderRows.error();
    state.hasQuery = !searchField.text().empty();
    state.isBeginningQuery = searchField.hasFocus() && !state.hasQuery;
    state.isLibraryEmpty = tree.overview().places.empty();
    state.selected = list.selectedCount();
    if (state.isBeginningQuery)
        state.isOfLibrary = state.isOfLibrary || placeOf(tree.overview(), scope.folder) != nullptr;
    return state;
}

void BrowserPanel::tellInfo()
{
    auto next = infoOf(listState(), scope);
    if (context.model.now() < adviceEnds)
        next.text = advice;
    searchField.setFaulty(next.isFault && showsLibraryRows);
    if (std::exchange(info, next) != next)
        repaint();
}

} // namespace loophole::aura
