#include "Aura/Diagnostics/DiagnosticsPanel.h"

#include "Aura/Look/Look.h"
#include "Aura/Transport/TimeText.h"

namespace loophole::aura
{
namespace
{

constexpr int groupWidth = 208;
constexpr int rowHeight = 20;

/** 1,234,567 */
juce::String grouped(std::uint64_t value)
{
    auto text = juce::String(static_cast<juce::int64>(value));
    for (auto at = text.length() - 3; at > 0; at -= 3)
        text = text.substring(0, at) + "," + text.substring(at);
    return text;
}

juce::String microseconds(double us)
{
    return us >= 1000 ? juce::String(us / 1000, 2) + " ms" : juce::String(us, 1) + juce::String::fromUTF8(" \u00B5s");
}

} // namespace

DiagnosticsPanel::DiagnosticsPanel(AuraContext& context) : context(context)
{
    setTitle("Diagnostics");
    setMouseClickGrabsKeyboardFocus(false);
    context.model.add(*this);
}

DiagnosticsPanel::~DiagnosticsPanel()
{
    context.model.remove(*this);
}

std::vector<DiagnosticsPanel::Group> DiagnosticsPanel::engineGroups(const StreamStats& stats) const
{
    const auto zeroIsGood = [](std::uint64_t value) { return value == 0 ? Judgement::good : Judgement::bad; };
    const auto& callback = stats.callback;
    const auto& disk = stats.disk;
    const auto asked = stats.cache.hits + stats.cache.misses;
    const auto hits =
        asked == 0 ? juce::String("none asked")
                   : juce::String(100.0 * static_cast<double>(stats.cache.hits) / static_cast<double>(asked), 1) + " %";
    return {
        {"Callback",
         {{"Median", microseconds(callback.p50Us)},
          {"99 %", microseconds(callback.p99Us),
           callback.p99Us * 2 <= callback.deadlineUs ? Judgement::plain : Judgement::bad},
          {"Longest", microseconds(callback.maxUs),
           callback.maxUs <= callback.deadlineUs ? Judgement::plain : Judgement::bad},
          {"Deadline", microseconds(callback.deadlineUs)},
          {"Too late", grouped(callback.overruns) + " of " + grouped(callback.count), zeroIsGood(callback.overruns)}}},
        {"Disk",
         {{"Reads", grouped(disk.reads)},
          {"Read so far", toText(bytesText(static_cast<double>(disk.bytes)))},
          {"Median", juce::String(disk.p50Ms, 2) + " ms"},
          {"99 %", juce::String(disk.p99Ms, 2) + " ms"},
          {"Waiting", grouped(disk.queued)}}},
        {"Memory",
         {{"Blocks in use", toText(bytesText(static_cast<double>(stats.memory.usedBytes)))},
          {"Most so far", toText(bytesText(static_cast<double>(stats.memory.peakBytes)))},
          {"Budget", toText(bytesText(static_cast<double>(stats.memory.budgetBytes)))},
          {"Found resident", hits}}},
        {"Playback",
         {{"Frames played", grouped(stats.framesPlayed)},
          {"Underruns", grouped(stats.underruns), zeroIsGood(stats.underruns)},
          {"Missing frames", grouped(stats.missingFrames), zeroIsGood(stats.missingFrames)}}},
    };
}

DiagnosticsPanel::Group DiagnosticsPanel::deviceGroup() const
{
    Group group{"Device", {}};
    const auto& device = context.model.device();
    if (!device)
        return group;
    group.rows = {{"Backend", toText(device->backend)},
                  {"Name", toText(device->name)},
                  {"Rate", toText(rateText(SampleRate(device->sampleRate)))},
                  {"Block", juce::String(device->blockFrames) + " frames"},
                  {"Channels", juce::String(device->outputChannels)}};
    for (const auto& warning : device->warnings)
        group.rows.push_back({toText(warning), {}, Judgement::bad});
    return group;
}

DiagnosticsPanel::Group DiagnosticsPanel::trackGroup() const
{
    Group group{"Missing frames by track", {}};
    for (const auto& track : context.model.session().tracks)
        if (const auto missing = context.model.missingFrames(track->id); missing > 0)
            group.rows.push_back({toText(track->name), grouped(missing), Judgement::bad});
    if (group.rows.empty())
        group.rows.push_back({"None on any track", {}, Judgement::good});
    return group;
}

void DiagnosticsPanel::paint(juce::Graphics& g)
{
    const auto& look = Look::of(*this);
    g.fillAll(look.colours().panel);
    auto area = getLocalBounds().reduced(12, 8);
    const auto& stats = context.model.statistics();
    auto groups = stats ? engineGroups(*stats) : std::vector<Group>{};
    if (context.model.device())
        groups.insert(groups.begin(), deviceGroup());
    if (stats)
        groups.push_back(trackGroup());
    if (groups.empty())
    {
        g.setColour(look.colours().textQuiet);
        g.setFont(look.body());
        g.drawText("The engine has not reported anything yet.", area, juce::Justification::centred, true);
    }
    for (const auto& group : groups)
    {
        if (area.getWidth() < groupWidth / 2)
            break;
        paintGroup(g, group, area.removeFromLeft(std::min(groupWidth, area.getWidth())));
    }
}

void DiagnosticsPanel::paintGroup(juce::Graphics& g, const Group& group, juce::Rectangle<int> area) const
{
    const auto& look = Look::of(*this);
    const auto& colours = look.colours();
    area.removeFromRight(24);
    g.setFont(look.label());
    g.setColour(colours.textQuiet);
    g.drawText(group.title.toUpperCase(), area.removeFromTop(rowHeight), juce::Justification::centredLeft, true);
    g.setFont(look.body());
    for (const auto& row : group.rows)
    {
        if (area.getHeight() < rowHeight)
            return;
        auto line = area.removeFromTop(rowHeight);
        g.setColour(row.judgement == Judgement::bad    ? colours.fault
                    : row.judgement == Judgement::good ? colours.playing
                                                       : colours.textStrong);
        const auto width =
            row.value.isEmpty() ? 0 : juce::roundToInt(std::ceil(widthOfFigures(g.getCurrentFont(), row.value)));
        drawFigures(g, row.value, line.removeFromRight(std::min(line.getWidth(), width)).toFloat(),
                    juce::Justification::centredRight);
        if (!row.value.isEmpty() || row.judgement == Judgement::plain)
            g.setColour(colours.textNormal);
        g.drawText(elidedInMiddle(row.name, g.getCurrentFont(), line.getWidth() - 8), line,
                   juce::Justification::centredLeft, false);
    }
}

} // namespace loophole::aura
