#pragma once

#include "Support/LibraryStage.h"

namespace loophole::testing
{

/** A few files of which each has something of its own. */
struct SmallLibrary : LibraryStage
{
    SmallLibrary()
    {
        put("/m/Drums/Kick Deep.wav").facts.length = FrameCount(24000);
        put("/m/Drums/Kick Hard.flac").facts.format = "FLAC";
        put("/m/Drums/Snare.wav").facts.sampleRate = SampleRate(44100);
        put("/m/Loops/Break 120.wav").facts.tags = {{"bpm", "120"}, {"artist", "Amen Brothers"}};
        put("/m/Loops/Pad.wav").facts.tags = {{"key", "Am"}, {"bpm", "90"}, {"comment", "100% \"kick\" free"}};
        files["/m/Loops/Pad.wav"].facts.channels = 1;
        files["/m/Loops/Pad.wav"].facts.length = FrameCount(48000 * 90);
        static_cast<void>(scan({"/m"}));
    }
};

} // namespace loophole::testing
