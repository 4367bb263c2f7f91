#pragma once

#include "Aura/Browser/BreadcrumbBar.h"
#include "Aura/Browser/FileList.h"
#include "Aura/Browser/FolderRows.h"
#include "Aura/Browser/LibraryRows.h"
#include "Aura/Browser/ListInfo.h"
#include "Aura/Browser/PreviewPane.h"
#include "Aura/Browser/SearchField.h"
#include "Aura/Browser/SourcesView.h"
#include "Aura/Shell/AuraModel.h"

namespace loophole::aura
{

/**
    The library and the folders of the disk: what can be shown, a search, one list for all of it, and the file that was
    chosen at large. Message thread; everything it shows comes by messages.
*/
class BrowserPanel final : public juce::Component, public juce::FileDragAndDropTarget, private AuraModel::Listener
{
public:
    BrowserPanel(AuraContext&, std::filesystem::path home);
    ~BrowserPanel() override;

    void openFolder(const std::filesystem::path& folder) { show(BrowserScope::ofFolder(folder)); }
    void show(const BrowserScope&);
    void focusSearch();
    void focusList();
    void playOrStopPreview() { preview.playOrStop(); }
    void swapPreviewDecks() { preview.swapDecks(); }
    bool cancelPreviewDrag() { return preview.cancelDrag(); }
    void frame();
    /** Something more of it can be painted. */
    void waveformChanged(AssetId);
    [[nodiscard]] bool isSettled() const;

    /** Puts files on the timeline, at the playhead. */
    std::function<void(const std::vector<std::filesystem::path>&)> onPlace;

    void paint(juce::Graphics&) override;
    void paintOverChildren(juce::Graphics&) override;
    void resized() override;
    bool isInterestedInFileDrag(const juce::StringArray&) override { return true; }
    void fileDragEnter(const juce::StringArray&, int, int) override;
    void fileDragExit(const juce::StringArray&) override;
    void filesDropped(const juce::StringArray&, int, int) override;

private:
    enum class Sources
    {
        hidden,
        over, ///< in place of the list, until something is chosen
        left,
        above
    };

    void folderListed(const FolderListed&) override;
    void libraryAnswered(const LibraryHits&) override;
    void libraryCounted(const LibraryCounted&) override;
    void libraryLooked(const LibraryOverview&) override;
    void libraryScanned(const LibraryScanProgress&) override;
    void libraryFoldersTold(const LibraryFolders&) override;
    void assetChanged(AssetId) override;
    void peaksChanged(AssetId id) override { waveformChanged(id); }
    void sessionChanged() override;

    // What is shown.
    [[nodiscard]] bool isOfLibrary() const;
    [[nodiscard]] const ListedRows& rows() const;
    void listFolder();
    void askForMarks();
    void search();
    void queryChanged();
    void sorted();
    void tellInfo();
    [[nodiscard]] ListState listState() const;
    void lookAtLibrarySoon();
    void selectArrived();

    // What the hand does.
    [[nodiscard]] FileList::Hands listHands();
    [[nodiscard]] SourcesView::Hands sourcesHands();
    void chosen(const FileRow*);
    void pressed(const ListKey&);
    void enter(const FileRow&);
    void placeSelected();
    void goAbove();
    void jumpTo(const std::string& letter);
    template <class Change>
    void apply(const std::optional<Change>&);
    void takeOut();
    void scanHere();
    void keepSearch(juce::Component& beside);
    void showFileMenu(juce::Point<int>);
    void addMarkItems(juce::PopupMenu&, const std::vector<const FileRow*>&);
    void addTagItems(juce::PopupMenu&, const std::vector<const FileRow*>&);
    void askForTag(const juce::String& prompt, const std::string& key, const std::string& value);
    void addFindItems(juce::PopupMenu&, const FileRow&);
    void showSourceMenu(const BrowserScope&, juce::Point<int>);
    void addPlaceItems(juce::PopupMenu&, const LibraryPlace&);
    void addFolder(juce::Component& beside);
    void chooseFolder(const juce::String& title, std::function<void(std::filesystem::path)>);
    void chooseFile(const juce::String& title, std::function<void(std::filesystem::path)>);
    [[nodiscard]] juce::Rectangle<int> besideList() const;

    // Where things lie.
    [[nodiscard]] Sources sourcesPlace() const;
    void toggleSources();
    void uncoverList();
    void layOutList(juce::Rectangle<int>);

    AuraContext& context;
    std::filesystem::path home;
    BrowserScope scope;
    FolderRows folderRows;
    LibraryRows libraryRows;
    SourceTree tree;
    IconButton sourcesButton, upButton;
    BreadcrumbBar crumbs;
    SearchField searchField;
    FileList list;
    SourcesView sources;
    PreviewPane preview;
    std::unique_ptr<juce::FileChooser> chooser;
    ListInfo info;
    std::string advice; ///< said in place of what there is to say of the list, for a moment
    Instant adviceEnds{};
    juce::Rectangle<int> infoArea;
    bool isScanning = false;
    bool awaitsOverview = true;
    bool awaitsMarks = false;
    RequestId marksRequest;
    RequestId jumpRequest;
    std::filesystem::path toSelect; ///< as soon as it is listed
    Instant overviewDue = Instant::max();
    Instant refreshDue = Instant::max();
    bool showsLibraryRows = false;
    bool showsSources = true; ///< where there is room for them
    bool coversList = false;  ///< with the sources, where there is none
    bool isDropping = false;
};

} // namespace loophole::aura
