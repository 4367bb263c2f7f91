#include "Aura/Inspector/InspectorPanel.h"

#include "Aura/Look/Controls.h"
#include "Aura/Timeline/ColourMenu.h"

namespace loophole::aura
{
namespace
{

constexpr int rowHeight = 24;
constexpr int titleHeight = 28;
constexpr int margin = 12;

/** Changes whenever something else is selected; orders do not matter. */
std::size_t keyOf(const TimelineState& state)
{
    auto key = state.selection.size() * 31 + static_cast<std::size_t>(state.timeBase);
    for (const auto id : state.selection)
        key += std::hash<ClipId>()(id) * 0x9E3779B97F4A7C15u;
    return key ^ (std::hash<TrackId>()(state.track) << 7u);
}

} // namespace

/** The rows themselves, as high as they need to be. */
class InspectorPanel::Page final : public juce::Component
{
public:
    Page(AuraContext& context, TimelineState& state) : context(context), state(state) {}

    void show(std::vector<InspectorSection> next)
    {
        const auto isSameShape = hasShapeOf(next);
        sections = std::move(next);
        if (!isSameShape)
            build();
        std::size_t number = 0;
        for (const auto& section : sections)
            for (const auto& row : section.rows)
                showRow(*fields[number++], row);
        repaint();
    }

    void paint(juce::Graphics& g) override
    {
        const auto& look = Look::of(*this);
        if (sections.empty())
        {
            g.setFont(look.body());
            g.setColour(look.colours().textQuiet);
            g.drawFittedText("Select a clip or a track to see what it is.", getLocalBounds().reduced(margin, 8),
                             juce::Justification::topLeft, 3);
        }
        auto y = 0;
        for (const auto& section : sections)
        {
            g.setFont(look.strong(13));
            g.setColour(look.colours().textStrong);
            g.drawText(toText(section.title), margin, y, getWidth() - 2 * margin, titleHeight,
                       juce::Justification::centredLeft, true);
            y += titleHeight + static_cast<int>(section.rows.size()) * rowHeight;
            g.setColour(look.colours().hairline);
            drawHorizontalHairline(g, static_cast<float>(y + 4), 0, static_cast<float>(getWidth()));
            y += 8;
        }
    }

    void resized() override
    {
        auto y = 0;
        std::size_t number = 0;
        for (const auto& section : sections)
        {
            y += titleHeight;
            for (std::size_t i = 0; i < section.rows.size(); ++i, y += rowHeight)
                fields[number++]->setBounds(margin, y, std::max(0, getWidth() - margin - 8), rowHeight - 2);
            y += 8;
        }
    }

    [[nodiscard]] int wantedHeight() const
    {
        auto height = sections.empty() ? 64 : 0;
        for (const auto& section : sections)
            height += titleHeight + static_cast<int>(section.rows.size()) * rowHeight + 8;
        return height;
    }

private:
    [[nodiscard]] bool hasShapeOf(const std::vector<InspectorSection>& next) const
    {
        return std::equal(sections.begin(), sections.end(), next.begin(), next.end(),
                          [](const InspectorSection& a, const InspectorSection& b)
                          {
                              return std::equal(a.rows.begin(), a.rows.end(), b.rows.begin(), b.rows.end(),
                                                [](const InspectorRow& x, const InspectorRow& y)
                                                { return x.name == y.name && x.value == y.value; });
                          });
    }

    void build()
    {
        fields.clear();
        for (const auto& section : sections)
            for (const auto& row : section.rows)
                fields.push_back(fieldOf(row));
        for (auto& field : fields)
            addAndMakeVisible(*field);
        resized();
    }

    std::unique_ptr<ValueField> fieldOf(const InspectorRow& row)
    {
        auto field = std::make_unique<ValueField>(toText(row.name), toText(row.hint), ValueField::Layout::row);
        if (row.isSwitch)
            field->onPress = [this, value = row.value] { send(toggled(value, context.model, state)); };
        else if (row.isChoice)
            field->onPress = [this, value = row.value] { choose(value); };
        else if (row.value != InspectedValue::shownOnly)
            field->onTyped = [this, value = row.value](const std::string& text) -> std::optional<std::string>
            {
                auto commands = typed(value, text, context.model, state);
                if (!commands)
                    return commands.failure().message();
                send(std::move(commands).value());
                return std::nullopt;
            };
        return field;
    }

    void showRow(ValueField& field, const InspectorRow& row) const
    {
        field.show(toText(row.text));
        field.setTooltip(toText(row.hint.empty() ? row.text : row.hint));
        field.setColour(row.isWarning ? std::optional(Look::of(*this).colours().warning) : std::nullopt);
    }

    void send(std::vector<AuraToPulse> commands)
    {
        for (auto& command : commands)
            context.model.send(std::move(command));
    }

    void choose(InspectedValue value)
    {
        const auto number = chosenTrack(context.model, state);
        if (!number)
            return;
        const auto& track = *context.model.session().tracks[*number];
        if (value == InspectedValue::trackColour)
            return colourMenu(context, track, Look::of(*this).colours()).showMenuAsync(juce::PopupMenu::Options());
        juce::PopupMenu menu;
        for (const auto& bus : context.model.session().buses)
        {
            juce::PopupMenu::Item item(toText(bus.name));
            item.isTicked = track.output == bus.name;
            item.action = [&model = context.model, id = track.id, name = bus.name] {
                model.send(SetTrackOutput{id, name});
            };
            menu.addItem(std::move(item));
        }
        menu.showMenuAsync(juce::PopupMenu::Options());
    }

    AuraContext& context;
    TimelineState& state;
    std::vector<InspectorSection> sections;
    std::vector<std::unique_ptr<ValueField>> fields;
};

InspectorPanel::InspectorPanel(AuraContext& context, TimelineState& state)
    : context(context), state(state), page(std::make_unique<Page>(context, state))
{
    setOpaque(true);
    setTitle("Inspector");
    setMouseClickGrabsKeyboardFocus(false);
    scroller.setViewedComponent(page.get(), false);
    scroller.setScrollBarsShown(true, false);
    scroller.setScrollBarThickness(10);
    addAndMakeVisible(scroller);
    context.model.add(*this);
}

InspectorPanel::~InspectorPanel()
{
    context.model.remove(*this);
}

void InspectorPanel::frame()
{
    if (!isVisible() || (!isStale && seenUpdates == state.updates))
        return;
    seenUpdates = state.updates;
    const auto key = keyOf(state);
    if (!isStale && key == selectionKey)
        return;
    isStale = false;
    selectionKey = key;
    page->show(inspected(context.model, state));
    resized();
}

void InspectorPanel::paint(juce::Graphics& g)
{
    const auto& colours = Look::of(*this).colours();
    g.fillAll(colours.panel);
    g.setColour(colours.hairline);
    drawVerticalHairline(g, 0, 0, static_cast<float>(getHeight()));
}

void InspectorPanel::resized()
{
    scroller.setBounds(getLocalBounds().withTrimmedLeft(1).withTrimmedTop(4));
    const auto height = page->wantedHeight();
    const auto bar = height > scroller.getHeight() ? scroller.getScrollBarThickness() : 0;
    page->setSize(scroller.getWidth() - bar, height);
}

} // namespace loophole::aura
