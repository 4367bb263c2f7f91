#pragma once

namespace loophole::aura
{

class AuraModel;
class CommandTarget;
class KeyMap;
class MeterBank;
class Preferences;
class WaveformRenderer;

/** What every panel of the window works with; the Workspace owns all of it and outlives the panels. */
struct AuraContext
{
    AuraModel& model;
    WaveformRenderer& waveforms;
    MeterBank& meters;
    CommandTarget& commands;
    Preferences& preferences;
    KeyMap& keys;
};

} // namespace loophole::aura
