#include "Aura/Status/MissingMedia.h"

#include "Aura/Transport/TimeText.h"

#include "Aura/Look/Look.h"

#include <algorithm>

namespace loophole::aura
{
namespace
{

constexpr std::size_t mostShown = 24;
constexpr auto openMode = juce::FileBrowserComponent::openMode;

std::filesystem::path toPath(const juce::File& file)
{
    return file.getFullPathName().toStdString();
}

void addLine(juce::PopupMenu& menu, const juce::String& text)
{
    menu.addItem(text, false, false, [] {});
}

} // namespace

std::vector<RelinkMedia::Pair> foundMedia(const MediaSearchChanged& search)
{
    std::vector<RelinkMedia::Pair> pairs;
    for (const auto& proposal : search.proposals)
        if (!proposal.file.empty())
            pairs.push_back({proposal.asset, proposal.file});
    return pairs;
}

juce::String relinkText(const std::vector<RelinkMedia::Pair>& pairs)
{
    if (pairs.size() == 1)
        return "Relink to " + toText(pairs.front().file.filename().string());
    return "Relink " + toText(countText(pairs.size())) + " found files";
}

const RelinkProposal* MissingMedia::proposalFor(AssetId asset) const
{
    const auto& proposals = model.mediaSearch().proposals;
    const auto found = std::ranges::find(proposals, asset, &RelinkProposal::asset);
    return found == proposals.end() ? nullptr : &*found;
}

juce::String MissingMedia::whatIsKnownOf(const AudioAsset& asset) const
{
    const auto* proposal = proposalFor(asset.assetId);
    if (proposal == nullptr)
        return toText(asset.cause);
    return proposal->file.empty() ? toText(proposal->why) : "found: " + toText(proposal->file.string());
}

juce::PopupMenu MissingMedia::menuOf(const AudioAsset& asset)
{
    juce::PopupMenu menu;
    const auto* proposal = proposalFor(asset.assetId);
    if (proposal != nullptr && !proposal->wanted.empty())
        menu.addSectionHeader("Wanted: " + toText(proposal->wanted));
    if (proposal != nullptr && !proposal->file.empty())
        menu.addItem("Relink to " + toText(proposal->file.string()) + "   " + toText(proposal->why),
                     [this, pair = RelinkMedia::Pair{asset.assetId, proposal->file}]
                     { model.send(RelinkMedia{{pair}}); });
    else if (proposal != nullptr)
        addLine(menu, toText(proposal->why));
    if (proposal != nullptr)
        for (const auto& refused : proposal->refused)
            addLine(menu, "not " + toText(refused.file.string()) + "   " + toText(refused.why));
    menu.addItem("Replace with file...", [this, id = asset.assetId] { chooseFile(id); });
    return menu;
}

void MissingMedia::addActions(juce::PopupMenu& menu)
{
    const auto& search = model.mediaSearch();
    const auto found = foundMedia(search);
    menu.addSeparator();
    if (!found.empty())
        menu.addItem(relinkText(found), [this, found] { model.send(RelinkMedia{found}); });
    menu.addItem("Find in folder...", [this] { chooseFolder(); });
    if (search.isSearching)
        menu.addItem("Stop looking", [this] { model.send(CancelMediaSearch{}); });
    else
        menu.addItem("Look beside the session and in the library again", [this] { model.send(SearchMissingMedia{}); });
    for (const auto& folder : search.unreadable)
        addLine(menu, toText(folder));
}

juce::PopupMenu MissingMedia::menu()
{
    juce::PopupMenu menu;
    menu.addSectionHeader("Silent until they are in their place");
    const auto absent = model.absentAssets();
    for (std::size_t i = 0; i < std::min(absent.size(), mostShown); ++i)
    {
        const auto& asset = *absent[i];
        const auto text = toText(asset.path.string()) + "   " + whatIsKnownOf(asset);
        if (asset.offlineStatus == OfflineStatus::cloud)
            menu.addItem(text + ": download it", [this, id = asset.assetId] { model.send(RequestDownload{id}); });
        else
            menu.addSubMenu(text, menuOf(asset));
    }
    if (absent.size() > mostShown)
        addLine(menu, "and " + toText(countText(absent.size() - mostShown)) + " more");
    if (std::ranges::find(absent, OfflineStatus::missing, &AudioAsset::offlineStatus) != absent.end())
        addActions(menu);
    return menu;
}

juce::File MissingMedia::startFolder() const
{
    const auto& document = model.shownSession().document;
    return document.empty() ? juce::File::getSpecialLocation(juce::File::userHomeDirectory)
                            : juce::File(toText(document.parent_path().string()));
}

void MissingMedia::chooseFolder()
{
    chooser = std::make_unique<juce::FileChooser>("Find missing files in a folder", startFolder(), juce::String(),
                                                  false, false, place.getParentComponent());
    chooser->launchAsync(openMode | juce::FileBrowserComponent::canSelectDirectories,
                         [this](const juce::FileChooser& done)
                         {
                             if (done.getResult() != juce::File())
                                 model.send(SearchMissingMedia{{toPath(done.getResult())}});
                         });
}

void MissingMedia::chooseFile(AssetId asset)
{
    chooser = std::make_unique<juce::FileChooser>("Replace a missing file with another one", startFolder(),
                                                  juce::String(), false, false, place.getParentComponent());
    chooser->launchAsync(openMode | juce::FileBrowserComponent::canSelectFiles,
                         [this, asset](const juce::FileChooser& done)
                         {
                             if (done.getResult() != juce::File())
                                 model.send(RelinkMedia{{{asset, toPath(done.getResult())}}});
                         });
}

} // namespace loophole::aura
