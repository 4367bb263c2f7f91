#include "Signal/Callback/LoudnessMeter.h"

#include <new>

namespace loophole::signal
{
namespace
{

constexpr int presentMode = EBUR128_MODE_S;
constexpr int programmeMode = EBUR128_MODE_I | EBUR128_MODE_LRA | EBUR128_MODE_HISTOGRAM;

} // namespace

void LoudnessMeter::Close::operator()(ebur128_state* state) const
{
    ebur128_destroy(&state);
}

LoudnessMeter::State LoudnessMeter::make(SampleRate rate, int mode)
{
    State made(ebur128_init(2, static_cast<unsigned long>(rate.hz()), mode));
    if (made == nullptr)
        throw std::bad_alloc();
    return made;
}

LoudnessMeter::LoudnessMeter(SampleRate initial)
    : rate(initial), present(make(rate, presentMode)), programme(make(rate, programmeMode))
{
}

void LoudnessMeter::setRate(SignalThread& thread, SampleRate wanted)
{
    if (wanted == rate)
        return;
    rate = wanted;
    present = make(rate, presentMode);
    reset(thread);
}

void LoudnessMeter::reset(SignalThread&)
{
    programme = make(rate, programmeMode);
}

void LoudnessMeter::add(SignalThread&, std::span<const float> samples)
{
    for (auto* state : {present.get(), programme.get()})
        ebur128_add_frames_float(state, samples.data(), samples.size() / 2);
}

StreamStats::Output::Loudness LoudnessMeter::read(SignalThread&) const
{
    StreamStats::Output::Loudness loudness;
    ebur128_loudness_momentary(present.get(), &loudness.momentary);
    ebur128_loudness_shortterm(present.get(), &loudness.shortTerm);
    ebur128_loudness_global(programme.get(), &loudness.integrated);
    ebur128_loudness_range(programme.get(), &loudness.range);
    return loudness;
}

} // namespace loophole::signal
