#include "Aura/Browser/BrowserPanel.h"

#include "Aura/Browser/DraggedFiles.h"
#include "Aura/Shell/Commands.h"
#include "Aura/Transport/TimeText.h"
#include "Aura/Waveform/FileWaveform.h"

namespace loophole::aura
{
namespace
{

constexpr int fieldHeight = 26;
constexpr int waveformWidth = 84;
constexpr int lengthWidth = 48;
constexpr int rateWidth = 64;
constexpr int dragThreshold = 6;
/** A list that is flying past asks for nothing. */
constexpr Instant restTime = std::chrono::milliseconds(80);

void prepare(juce::TextEditor& editor, const juce::String& name)
{
    editor.setTitle(name);
    editor.setIndents(8, 5);
    editor.setBorder({});
    editor.setSelectAllWhenFocused(true);
    editor.setEscapeAndReturnKeysConsumed(true);
}

} // namespace

BrowserPanel::BrowserPanel(AuraContext& context, std::filesystem::path homeFolder)
    : context(context),
      home(std::move(homeFolder)),
      homeButton(Icon::home, "Home", "Go to the home folder"),
      upButton(Icon::upwards, "Folder above", "Go to the folder above (Backspace)"),
      list("Files", this),
      preview(context)
{
    setTitle("Browser");
    setMouseClickGrabsKeyboardFocus(false);
    homeButton.onClick = [this] { openFolder(home); };
    upButton.onClick = [this] { openFolder(contents.folder().parent_path()); };
    prepare(path, "Folder");
    path.onReturnKey = [this]
    {
        openFolder(path.getText().toStdString());
        list.grabKeyboardFocus();
    };
    path.onEscapeKey = [this]
    {
        showPath();
        list.grabKeyboardFocus();
    };
    prepare(search, "Search");
    search.onTextChange = [this] { setFilter(); };
    search.onReturnKey = [this] { list.grabKeyboardFocus(); };
    search.onEscapeKey = [this]
    {
        search.clear();
        list.grabKeyboardFocus();
    };
    list.setRowHeight(rowHeight);
    list.setRowSelectedOnMouseDown(true);
    list.setMouseMoveSelectsRows(false);
    list.setTitle("Files");
    list.addMouseListener(this, true);
    for (auto* child : std::initializer_list<juce::Component*>{&homeButton, &upButton, &path, &search, &list, &preview})
        addAndMakeVisible(child);
    lookAndFeelChanged();
    context.model.add(*this);
}

BrowserPanel::~BrowserPanel()
{
    context.model.remove(*this);
}

void BrowserPanel::lookAndFeelChanged()
{
    const auto& look = Look::of(*this);
    for (auto* editor : {&path, &search})
    {
        editor->applyFontToAllText(look.body());
        editor->applyColourToAllText(look.colours().textStrong);
    }
    search.setTextToShowWhenEmpty("Search in this folder", look.colours().textQuiet);
    list.setColour(juce::ListBox::backgroundColourId, look.colours().panel);
}

void BrowserPanel::openFolder(const std::filesystem::path& folder)
{
    const auto normal = folder.empty() ? std::filesystem::path("/") : folder.lexically_normal();
    const auto request = context.model.nextRequest();
    contents.begin(request, normal);
    context.model.browseAnew();
    context.model.send(ListFolder{request, normal});
    search.setText({}, false);
    contents.setFilter({});
    chosen.clear();
    preview.clear();
    showPath();
    list.deselectAllRows();
    list.updateContent();
    list.setVerticalPosition(0);
    repaint();
}

void BrowserPanel::showPath()
{
    path.setText(toText(contents.folder().string()), false);
    path.moveCaretToEnd();
    upButton.setEnabled(contents.folder().has_relative_path());
}

void BrowserPanel::setFilter()
{
    contents.setFilter(search.getText().toStdString());
    const juce::ScopedValueSetter<bool> restoring(isRestoring, true);
    list.updateContent();
    list.selectRow(contents.rowOf(chosen));
    list.repaint();
    repaint();
}

void BrowserPanel::focusSearch()
{
    search.grabKeyboardFocus();
    search.selectAll();
}

void BrowserPanel::sessionChanged()
{
    const auto& document = context.model.shownSession().document;
    // The files of a session that was just opened are what one looks for first.
    if (context.model.sessionWasReplaced() && !document.empty())
        openFolder(document.parent_path());
}

void BrowserPanel::folderListed(const FolderListed& part)
{
    if (!contents.add(part))
        return;
    const juce::ScopedValueSetter<bool> restoring(isRestoring, true);
    list.updateContent();
    if (!chosen.empty())
        list.selectRow(contents.rowOf(chosen), true);
    list.repaint();
    repaint();
}

void BrowserPanel::waveformsChanged()
{
    list.repaint();
    preview.repaint();
}

void BrowserPanel::frame()
{
    preview.frame();
    const auto first = list.getVerticalPosition() < 0 ? 0 : list.getViewport()->getViewPositionY();
    if (std::exchange(firstVisible, first) != first)
        scrolledAt = context.model.now();
    if (context.model.now() - scrolledAt >= restTime)
        requestVisible();
}

void BrowserPanel::requestVisible()
{
    if (!isShowing() && !isVisible())
        return;
    const auto top = list.getViewport()->getViewPositionY() / rowHeight;
    const auto bottom = std::min(getNumRows(), top + list.getHeight() / rowHeight + 2);
    for (auto row = std::max(0, top); row < bottom; ++row)
    {
        const auto& entry = contents.entries()[static_cast<std::size_t>(row)];
        if (entry.isFolder)
            continue;
        context.model.browse(entry.path);
        if (const auto* asset = context.model.assetAt(entry.path);
            asset != nullptr && asset->offlineStatus == OfflineStatus::present)
            context.model.requestPeaks(asset->assetId, true);
    }
}

void BrowserPanel::enter(int row)
{
    if (row < 0 || row >= getNumRows())
        return;
    const auto entry = contents.entries()[static_cast<std::size_t>(row)];
    if (entry.isFolder)
        openFolder(entry.path);
    else
        preview.audition();
}

void BrowserPanel::selectedRowsChanged(int row)
{
    if (isRestoring)
        return;
    if (row < 0 || row >= getNumRows() || contents.entries()[static_cast<std::size_t>(row)].isFolder)
    {
        chosen.clear();
        preview.clear();
        return;
    }
    chosen = contents.entries()[static_cast<std::size_t>(row)].path;
    preview.show(chosen);
    preview.audition();
}

void BrowserPanel::mouseDrag(const juce::MouseEvent& event)
{
    auto* container = juce::DragAndDropContainer::findParentDragContainerFor(this);
    const auto isOfRow = list.isParentOf(event.eventComponent) && event.eventComponent != &list.getVerticalScrollBar();
    if (!isOfRow || container == nullptr || container->isDragAndDropActive() ||
        event.getDistanceFromDragStart() < dragThreshold)
        return;
    const auto pressed = list.getLocalPoint(event.eventComponent, event.getMouseDownPosition());
    const auto row = list.getRowContainingPosition(pressed.x, pressed.y);
    if (row < 0 || row >= getNumRows() || contents.entries()[static_cast<std::size_t>(row)].isFolder)
        return;
    const auto& file = contents.entries()[static_cast<std::size_t>(row)].path;
    const juce::Point<int> beside(-12, -12);
    container->startDragging(packFiles({file}), &list, juce::ScaledImage(dragLabel(file)), false, &beside,
                             &event.source);
}

juce::Image BrowserPanel::dragLabel(const std::filesystem::path& file) const
{
    const auto& look = Look::of(*this);
    const auto text = elidedInMiddle(toText(file.filename().string()), look.label(), 200);
    const juce::Image image(juce::Image::ARGB, look.label().getStringWidth(text) + 16, 20, true);
    juce::Graphics g(image);
    g.setColour(look.colours().raised);
    g.fillRoundedRectangle(image.getBounds().toFloat(), Look::radius);
    g.setColour(look.colours().textStrong);
    g.setFont(look.label());
    g.drawText(text, image.getBounds(), juce::Justification::centred, false);
    return image;
}

juce::String BrowserPanel::getNameForRow(int row)
{
    return row >= 0 && row < getNumRows()
               ? toText(contents.entries()[static_cast<std::size_t>(row)].path.filename().string())
               : juce::String();
}

juce::String BrowserPanel::getTooltipForRow(int row)
{
    if (row < 0 || row >= getNumRows())
        return {};
    const auto& entry = contents.entries()[static_cast<std::size_t>(row)];
    const auto* asset = context.model.assetAt(entry.path);
    auto text = toText(entry.path.filename().string());
    if (!entry.isFolder)
        text << "   " << toText(bytesText(static_cast<double>(entry.bytes)));
    if (asset != nullptr && asset->offlineStatus != OfflineStatus::present && !asset->cause.empty())
        text << "\n" << toText(asset->cause);
    else if (const auto failure = asset == nullptr ? std::nullopt : context.model.peaksFailure(asset->assetId))
        text << "\n" << toText(*failure);
    return text;
}

bool BrowserPanel::keyPressed(const juce::KeyPress& key)
{
    if (!key.isKeyCode(juce::KeyPress::backspaceKey) || !upButton.isEnabled())
        return false;
    openFolder(contents.folder().parent_path());
    return true;
}

void BrowserPanel::paintListBoxItem(int row, juce::Graphics& g, int width, int height, bool isSelected)
{
    if (row < 0 || row >= getNumRows())
        return;
    const auto& look = Look::of(*this);
    const auto& colours = look.colours();
    const auto& entry = contents.entries()[static_cast<std::size_t>(row)];
    if (isSelected)
    {
        g.setColour(colours.accent.withAlpha(0.2f));
        g.fillRect(0, 0, width, height);
        g.setColour(colours.accent);
        g.fillRect(0, 0, 2, height);
    }
    auto area = juce::Rectangle<int>(width, height).reduced(8, 0);
    const auto icon = area.removeFromLeft(16).withSizeKeepingCentre(14, 14).toFloat();
    area.removeFromLeft(8);
    drawIcon(g, entry.isFolder ? Icon::folder : Icon::audioFile, icon,
             entry.isFolder ? colours.textNormal : colours.textQuiet);
    if (!entry.isFolder)
        return paintFile(g, entry, area, isSelected);
    g.setFont(look.body());
    g.setColour(isSelected ? colours.textStrong : colours.textNormal);
    g.drawText(elidedInMiddle(toText(entry.path.filename().string()), g.getCurrentFont(), area.getWidth()), area,
               juce::Justification::centredLeft, false);
}

void BrowserPanel::paintFile(juce::Graphics& g, const FolderEntry& entry, juce::Rectangle<int> area, bool isSelected)
{
    const auto& look = Look::of(*this);
    const auto& colours = look.colours();
    const auto* asset = context.model.assetAt(entry.path);
    const auto isPresent = asset != nullptr && asset->offlineStatus == OfflineStatus::present;
    auto figures = area.removeFromRight(lengthWidth);
    auto rate = area.getWidth() > 300 ? area.removeFromRight(rateWidth) : juce::Rectangle<int>();
    auto waveform = area.getWidth() > 2 * waveformWidth ? area.removeFromRight(waveformWidth) : juce::Rectangle<int>();
    area.removeFromRight(8);
    if (asset != nullptr && asset->offlineStatus == OfflineStatus::missing)
        drawIcon(g, Icon::fault, figures.removeFromRight(14).toFloat(), colours.fault);
    g.setFont(look.label());
    g.setColour(colours.textQuiet);
    if (isPresent)
    {
        drawFigures(g, toText(lengthText(asset->facts.length, asset->facts.sampleRate)), figures.toFloat(),
                    juce::Justification::centredRight);
        drawFigures(g, toText(rateText(asset->facts.sampleRate)), rate.toFloat(), juce::Justification::centredRight);
        if (!waveform.isEmpty())
            paintFileWaveform(g, context, *asset, waveform.reduced(0, 4),
                              isSelected ? colours.accent : colours.textQuiet, colours, false);
    }
    g.setFont(look.body());
    g.setColour(isSelected ? colours.textStrong : colours.textNormal);
    g.drawText(elidedInMiddle(toText(entry.path.filename().string()), g.getCurrentFont(), area.getWidth()), area,
               juce::Justification::centredLeft, false);
}

juce::String BrowserPanel::hint() const
{
    if (!contents.error().empty())
        return toText(contents.error());
    if (!contents.entries().empty())
        return {};
    if (!contents.isComplete())
        return juce::String::fromUTF8("Reading the folder\u2026");
    return contents.total() > 0 ? "No name here contains these words." : "No audio files in this folder.";
}

void BrowserPanel::paint(juce::Graphics& g)
{
    const auto& colours = Look::of(*this).colours();
    g.fillAll(colours.panel);
}

void BrowserPanel::paintOverChildren(juce::Graphics& g)
{
    const auto& look = Look::of(*this);
    if (list.hasKeyboardFocus(true))
    {
        g.setColour(look.colours().accent);
        g.drawRect(list.getBounds(), 1);
    }
    const auto text = hint();
    if (text.isEmpty())
        return;
    g.setColour(contents.error().empty() ? look.colours().textQuiet : look.colours().fault);
    g.setFont(look.body());
    g.drawFittedText(text, list.getBounds().reduced(16).removeFromTop(64), juce::Justification::centred, 4);
}

void BrowserPanel::resized()
{
    auto area = getLocalBounds();
    auto top = area.removeFromTop(fieldHeight + 10).reduced(8, 5);
    homeButton.setBounds(top.removeFromLeft(fieldHeight));
    upButton.setBounds(top.removeFromLeft(fieldHeight));
    top.removeFromLeft(4);
    path.setBounds(top);
    search.setBounds(area.removeFromTop(fieldHeight + 4).reduced(8, 0).withTrimmedBottom(4));
    preview.setBounds(area.removeFromBottom(PreviewPane::height));
    list.setBounds(area.withTrimmedTop(4));
}

} // namespace loophole::aura
