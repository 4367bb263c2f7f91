#pragma once

namespace loophole::signal
{

/**
    An ideal low-pass under a Kaiser window: h(t) = c·sinc(c·t)·I0(β·sqrt(1 − (t/w)²))/I0(β) for |t| < w, else 0,
    with t in frames of the source, c the cutoff (−6 dB) as a share of the source's Nyquist frequency, w the half
    width. β and the width of the transition follow Kaiser's formulas (Kaiser 1974; Oppenheim & Schafer,
    Discrete-Time Signal Processing, §7.6): β = 0.1102·(A − 8.7) and, as a share of Nyquist,
    transition = (A − 7.95) / (2.285·π·(2·w)) for a stop band A dB down. A value.
*/
class SincKernel
{
public:
    /** Stop band from `stopEdge` (share of the source's Nyquist frequency) on; the transition lies below it. */
    SincKernel(double halfWidth, double attenuationDb, double stopEdge);

    [[nodiscard]] double halfWidth() const { return width; }
    [[nodiscard]] double cutoff() const { return middle; }
    [[nodiscard]] double passEdge() const { return 2.0 * middle - stop; }
    [[nodiscard]] double valueAt(double t) const;

    /** `count` values at −before − fraction, 1 − before − fraction, …, scaled so that they sum to 1: no ripple at DC.
     */
    void writeRow(float* row, int count, int before, double fraction) const;

private:
    double width;
    double stop;
    double middle;
    double beta;
    double windowScale; ///< 1 / I0(β)
};

} // namespace loophole::signal
