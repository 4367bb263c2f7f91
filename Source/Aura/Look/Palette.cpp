#include "Aura/Look/Palette.h"

#include <array>

namespace loophole::aura
{
namespace
{

constexpr std::array<juce::uint32, 12> trackColours{0xFFE58A8A, 0xFFE59A6B, 0xFFD6AC55, 0xFFB3BD5B,
                                                    0xFF86C77C, 0xFF62CBA4, 0xFF5BC8CB, 0xFF69BDE8,
                                                    0xFF8FAEF2, 0xFFB29CEB, 0xFFD08FD6, 0xFFE287B0};

juce::Colour rgb(juce::uint32 value)
{
    return juce::Colour(0xFF000000u | value);
}

} // namespace

const Palette& Palette::dark()
{
    static const Palette palette{rgb(0x15171B), rgb(0x1B1E24), rgb(0x242830), rgb(0x2E333D),
                                 rgb(0xE8EAF0), rgb(0xB4BAC6), rgb(0x7D8698), rgb(0x5BB8FF),
                                 rgb(0x4CC38A), rgb(0xF2B84B), rgb(0xF2665E), rgb(0x8FB4E8),
                                 rgb(0xC6A2F2), rgb(0x8CC7B5), rgb(0x15171B), true};
    return palette;
}

const Palette& Palette::light()
{
    static const Palette palette{rgb(0xF4F5F7), rgb(0xFFFFFF), rgb(0xECEEF2), rgb(0xD6DAE1),
                                 rgb(0x16181D), rgb(0x3D4451), rgb(0x6A7282), rgb(0x0B6FC2),
                                 rgb(0x1E8A57), rgb(0x9A6700), rgb(0xC0362C), rgb(0x3566AE),
                                 rgb(0x7A4FC0), rgb(0x2C7F68), rgb(0xFFFFFF), false};
    return palette;
}

juce::Colour Palette::track(int index) const
{
    const auto count = static_cast<int>(trackColours.size());
    const juce::Colour colour(trackColours[static_cast<std::size_t>(((index % count) + count) % count)]);
    // On white the body would have less than 3:1; the same hue, darker, has it.
    return isDark ? colour : colour.withMultipliedBrightness(0.68f).withMultipliedSaturation(1.35f);
}

} // namespace loophole::aura
