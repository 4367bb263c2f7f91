#include "Aura/Browser/BrowserPanel.h"

#include "Aura/Preferences/Preferences.h"

namespace loophole::aura
{
namespace
{

constexpr int barHeight = 28;
constexpr int fieldHeight = 26;
constexpr int infoHeight = 20;
constexpr int widthForLeft = 500;
constexpr int heightForAbove = 700;
constexpr int leftWidth = 190;
constexpr int aboveHeight = 220;

/** Names of preferences. */
constexpr auto columnsPreference = "browser.columns";
constexpr auto sourcesPreference = "browser.sources";

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
    showsSources = context.preferences.flag(sourcesPreference, true);
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

void BrowserPanel::uncoverList()
{
    if (std::exchange(coversList, false))
        resized();
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

void BrowserPanel::waveformsChanged()
{
    list.repaintRows();
    preview.repaint();
}

bool BrowserPanel::isSettled() const
{
    if (!isVisible() || !list.isVisible())
        return true;
    const auto isComplete = showsLibraryRows ? libraryRows.isAnswered() : folderRows.isComplete();
    return isComplete && list.isSettled();
}

void BrowserPanel::frame()
{
    preview.frame();
    const auto now = context.model.now();
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
    if (now >= refreshDue)
    {
        refreshDue = Instant::max();
        libraryRows.refresh();
        tree.refresh(now);
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
        preview.show(toSelect);
    toSelect.clear();
}

ListState BrowserPanel::listState() const
{
    ListState state;
    state.isOfLibrary = isOfLibrary();
    state.isAnswered = showsLibraryRows ? libraryRows.isAnswered() : folderRows.isComplete();
    state.isSilent = folderRows.isSilent(context.model.now());
    state.count = rows().count();
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

BrowserPanel::Sources BrowserPanel::sourcesPlace() const
{
    if (coversList)
        return Sources::over;
    if (!showsSources)
        return Sources::hidden;
    return getWidth() >= widthForLeft      ? Sources::left
           : getHeight() >= heightForAbove ? Sources::above
                                           : Sources::hidden;
}

void BrowserPanel::toggleSources()
{
    const auto hasRoom = getWidth() >= widthForLeft || getHeight() >= heightForAbove;
    if (hasRoom)
    {
        showsSources = !showsSources;
        context.preferences.set(sourcesPreference, showsSources);
    }
    else
        coversList = !coversList;
    resized();
    if (sources.isVisible())
        sources.focus();
    else
        list.focus();
}

void BrowserPanel::resized()
{
    const auto place = sourcesPlace();
    auto area = getLocalBounds();
    preview.setBounds(area.removeFromBottom(PreviewPane::height));
    auto bar = area.removeFromTop(barHeight + 8).reduced(8, 4);
    sourcesButton.setBounds(bar.removeFromLeft(barHeight));
    upButton.setBounds(bar.removeFromLeft(barHeight));
    bar.removeFromLeft(4);
    crumbs.setBounds(bar);
    sourcesButton.setToggleState(place != Sources::hidden, juce::dontSendNotification);
    sources.setVisible(place != Sources::hidden);
    sources.setChoosesAtOnce(place == Sources::left || place == Sources::above);
    list.setVisible(place != Sources::over);
    searchField.setVisible(place != Sources::over);
    if (place == Sources::over)
        return sources.setBounds(area);
    if (place == Sources::left)
        sources.setBounds(area.removeFromLeft(leftWidth).withTrimmedRight(1));
    else if (place == Sources::above)
        sources.setBounds(area.removeFromTop(aboveHeight).withTrimmedBottom(4));
    layOutList(area);
}

void BrowserPanel::layOutList(juce::Rectangle<int> area)
{
    searchField.setBounds(area.removeFromTop(fieldHeight).reduced(8, 0));
    infoArea = area.removeFromTop(infoHeight).reduced(8, 0);
    list.setBounds(area);
}

void BrowserPanel::paint(juce::Graphics& g)
{
    const auto& look = Look::of(*this);
    const auto& colours = look.colours();
    g.fillAll(colours.panel);
    g.setColour(colours.hairline);
    if (sourcesPlace() == Sources::left)
        drawVerticalHairline(g, static_cast<float>(sources.getRight()), static_cast<float>(sources.getY()),
                             static_cast<float>(sources.getBottom()));
    if (!list.isVisible())
        return;
    g.setColour(info.isFault ? colours.fault : colours.textQuiet);
    g.setFont(look.label());
    g.drawText(toText(info.text), infoArea, juce::Justification::centredLeft, true);
}

void BrowserPanel::paintOverChildren(juce::Graphics& g)
{
    const auto& look = Look::of(*this);
    if (list.isVisible() && !info.invitation.empty())
    {
        g.setColour(look.colours().textQuiet);
        g.setFont(look.body());
        g.drawFittedText(toText(info.invitation), list.getBounds().reduced(16).withTrimmedTop(24).removeFromTop(64),
                         juce::Justification::centred, 4);
    }
    if (isDropping)
    {
        g.setColour(look.colours().accent);
        g.drawRect(getLocalBounds(), 2);
    }
}

} // namespace loophole::aura
