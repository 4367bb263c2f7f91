#include "Aura/Browser/BrowserPanel.h"
#include "Aura/Browser/EntryCallout.h"
#include "Aura/Browser/MarkToggles.h"
#include "Aura/Browser/RowTexts.h"

#include <algorithm>
#include <set>

namespace loophole::aura
{
namespace
{

std::filesystem::path pathOf(const juce::File& file)
{
    return file.getFullPathName().toStdString();
}

} // namespace

juce::Rectangle<int> BrowserPanel::besideList() const
{
    return list.getBounds().withHeight(40).reduced(40, 0);
}

void BrowserPanel::showFileMenu(juce::Point<int> at)
{
    const auto selected = list.selected();
    if (selected.empty())
        return;
    const auto first = *selected.front();
    juce::PopupMenu menu;
    if (first.isFolder)
    {
        menu.addItem("Open", [this, first] { enter(first); });
        if (placeOf(tree.overview(), first.path) == nullptr)
            menu.addItem("Add to the library", [this, first] { context.model.send(ScanLibrary{{first.path}}); });
    }
    else
    {
        menu.addItem("Audition", [this] { preview.playOrStop(); });
        menu.addItem("Place at playhead", [this] { placeSelected(); });
        menu.addSeparator();
        addMarkItems(menu, selected);
        addTagItems(menu, selected);
        menu.addSeparator();
        addFindItems(menu, first);
    }
    menu.addItem("Copy path", [first] { juce::SystemClipboard::copyTextToClipboard(toText(first.path.string())); });
    menu.showMenuAsync(juce::PopupMenu::Options().withTargetScreenArea({at.x, at.y, 1, 1}));
}

void BrowserPanel::addMarkItems(juce::PopupMenu& menu, const std::vector<const FileRow*>& selected)
{
    const auto canMark = !libraryFiles(selected).empty();
    const auto& first = *selected.front();
    menu.addItem("Favourite", canMark, first.isFavourite, [this] { apply(toggledFavourite(list.selected())); });
    juce::PopupMenu stars;
    for (int number = 0; number <= 5; ++number)
        stars.addItem(number == 0 ? juce::String("None") : juce::String(number) + (number == 1 ? " star" : " stars"),
                      true, first.rating == number, [this, number] { apply(rated(list.selected(), number)); });
    menu.addSubMenu("Rating", stars, canMark);
    juce::PopupMenu collections;
    for (int number = 1; number <= 7; ++number)
        collections.addItem(juce::String(number) + "  " + collectionName(number), true,
                            (first.collections >> (number - 1) & 1) != 0,
                            [this, number] { apply(toggledCollection(list.selected(), number)); });
    menu.addSubMenu("Collections", collections, canMark);
}

void BrowserPanel::addTagItems(juce::PopupMenu& menu, const std::vector<const FileRow*>& selected)
{
    const auto files = libraryFiles(selected);
    const auto& first = *selected.front();
    juce::PopupMenu tags;
    tags.addItem(juce::String::fromUTF8("New tag\u2026"),
                 [this, files]
                 {
                     EntryCallout::open("Tag", {}, besideList(), *this,
                                        [this, files](const std::string& label)
                                        {
                                            if (!label.empty())
                                                apply(std::optional(LabelLibraryFiles{files, {label}, {}}));
                                        });
                 });
    std::set<std::string> known;
    for (const auto& [label, count] : tree.overview().labels)
        known.insert(label);
    for (const auto& label : labelsOf(selected))
        known.insert(label);
    if (!known.empty())
        tags.addSeparator();
    for (const auto& label : known)
    {
        const auto isSet = std::ranges::find(first.labels, label) != first.labels.end();
        tags.addItem(toText(label), true, isSet,
                     [this, files, label, isSet]
                     {
                         const std::vector<std::string> one{label};
                         const std::vector<std::string> none;
                         apply(std::optional(LabelLibraryFiles{files, isSet ? none : one, isSet ? one : none}));
                     });
    }
    menu.addSubMenu("Tags", tags, !files.empty());
    juce::PopupMenu music;
    music.addItem(juce::String::fromUTF8("Set key\u2026"),
                  [this, first] { askForTag("Key, such as Am or F#", "key", first.key); });
    music.addItem(juce::String::fromUTF8("Set tempo\u2026"),
                  [this, first] { askForTag("Beats a minute", "bpm", textOf(first, Column::tempo)); });
    music.addSeparator();
    const auto isOwn = [&](const char* key) { return std::ranges::find(first.ownTags, key) != first.ownTags.end(); };
    for (const auto& [key, name] : {std::pair("key", "Key as detected"), std::pair("bpm", "Tempo as detected")})
        music.addItem(name, isOwn(key), false,
                      [this, files, key = std::string(key)]
                      {
                          apply(std::optional(SetLibraryTag{files, key, std::nullopt}));
                          refreshDue = overviewDue;
                      });
    menu.addSubMenu("Key and tempo", music, !files.empty());
}

void BrowserPanel::askForTag(const juce::String& prompt, const std::string& key, const std::string& value)
{
    const auto files = libraryFiles(list.selected());
    EntryCallout::open(prompt, toText(value), besideList(), *this,
                       [this, files, key](const std::string& typed)
                       {
                           const auto wanted = typed.empty() ? std::nullopt : std::optional(typed);
                           apply(std::optional(SetLibraryTag{files, key, wanted}));
                           refreshDue = overviewDue;
                       });
}

void BrowserPanel::addFindItems(juce::PopupMenu& menu, const FileRow& first)
{
    menu.addItem("Show in its folder",
                 [this, first]
                 {
                     openFolder(first.path.parent_path());
                     toSelect = first.path;
                 });
    if (placeOf(tree.overview(), first.path) != nullptr)
        menu.addItem("Scan its folder again",
                     [this, first] { context.model.send(ScanLibrary{{first.path.parent_path()}}); });
    if (first.file == 0 || first.offlineStatus != OfflineStatus::missing)
        return;
    menu.addItem("Search for its name",
                 [this, first]
                 {
                     show(BrowserScope::of(BrowserScope::Kind::library));
                     searchField.setText("name:\"" + first.path.stem().string() + "\"");
                     queryChanged();
                 });
    menu.addItem(juce::String::fromUTF8("It is elsewhere now\u2026"),
                 [this, first]
                 {
                     chooseFile("Where " + toText(first.path.filename().string()) + " is now",
                                [this, first](const std::filesystem::path& file) {
                                    context.model.send(RelocateLibraryFile{first.file, file});
                                });
                 });
}

void BrowserPanel::showSourceMenu(const BrowserScope& source, juce::Point<int> at)
{
    juce::PopupMenu menu;
    const auto& library = tree.overview();
    const auto* place = source.folder.empty() ? nullptr : placeOf(library, source.folder);
    if (source.kind == BrowserScope::Kind::search)
        menu.addItem("Forget this search",
                     [this, source]
                     {
                         context.model.send(SaveLibrarySearch{source.name, {}});
                         lookAtLibrarySoon();
                     });
    else if (source.kind == BrowserScope::Kind::library)
        menu.addItem("Scan all places again", [this] { context.model.send(ScanLibrary{}); });
    else if (!source.folder.empty() && place == nullptr)
        menu.addItem("Add to the library", [this, source] { context.model.send(ScanLibrary{{source.folder}}); });
    else if (place != nullptr)
    {
        menu.addItem("Scan again", [this, source] { context.model.send(ScanLibrary{{source.folder}}); });
        if (source.kind == BrowserScope::Kind::place)
            menu.addItem("Show the folder on the disk", [this, source] { openFolder(source.folder); });
        if (place->folder == source.folder)
            addPlaceItems(menu, *place);
    }
    if (menu.getNumItems() > 0)
        menu.showMenuAsync(juce::PopupMenu::Options().withTargetScreenArea({at.x, at.y, 1, 1}));
}

void BrowserPanel::addPlaceItems(juce::PopupMenu& menu, const LibraryPlace& place)
{
    const auto folder = place.folder;
    menu.addItem(juce::String::fromUTF8("It lies elsewhere now\u2026"),
                 [this, folder]
                 {
                     chooseFolder("Where " + toText(folder.filename().string()) + " is now",
                                  [this, folder](const std::filesystem::path& to) {
                                      context.model.send(RelocateLibraryPlace{folder, to});
                                  });
                 });
    menu.addSeparator();
    juce::PopupMenu sure;
    sure.addItem("Forget " + juce::String(static_cast<juce::int64>(place.files)) + " files and their marks",
                 [this, folder]
                 {
                     context.model.send(RemoveLibraryPlace{folder});
                     lookAtLibrarySoon();
                     show(BrowserScope::ofFolder(folder));
                 });
    menu.addSubMenu("Remove from the library", sure);
}

void BrowserPanel::addFolder(juce::Component& beside)
{
    juce::PopupMenu menu;
    if (scope.kind == BrowserScope::Kind::folder && placeOf(tree.overview(), scope.folder) == nullptr)
        menu.addItem("Add " + toText(titleOf(scope)) + ", which is shown now",
                     [this] { context.model.send(ScanLibrary{{scope.folder}}); });
    menu.addItem(juce::String::fromUTF8("Choose a folder\u2026"),
                 [this]
                 {
                     chooseFolder("Add a folder to the library", [this](const std::filesystem::path& folder)
                                  { context.model.send(ScanLibrary{{folder}}); });
                 });
    menu.showMenuAsync(juce::PopupMenu::Options().withTargetComponent(&beside));
}

void BrowserPanel::chooseFolder(const juce::String& title, std::function<void(std::filesystem::path)> take)
{
    chooser = std::make_unique<juce::FileChooser>(title, juce::File(toText(home.string())), juce::String(), false,
                                                  false, this);
    chooser->launchAsync(juce::FileBrowserComponent::openMode | juce::FileBrowserComponent::canSelectDirectories,
                         [take = std::move(take)](const juce::FileChooser& done)
                         {
                             if (done.getResult() != juce::File())
                                 take(pathOf(done.getResult()));
                         });
}

void BrowserPanel::chooseFile(const juce::String& title, std::function<void(std::filesystem::path)> take)
{
    chooser = std::make_unique<juce::FileChooser>(title, juce::File(toText(home.string())), juce::String(), false,
                                                  false, this);
    chooser->launchAsync(juce::FileBrowserComponent::openMode | juce::FileBrowserComponent::canSelectFiles,
                         [take = std::move(take)](const juce::FileChooser& done)
                         {
                             if (done.getResult() != juce::File())
                                 take(pathOf(done.getResult()));
                         });
}

} // namespace loophole::aura
