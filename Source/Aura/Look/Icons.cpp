#include "Aura/Look/Icons.h"

namespace loophole::aura
{
namespace
{

/** Strokes and fills of an icon in its own 16 × 16 square. */
struct Drawing
{
    juce::Path strokes;
    juce::Path fills;

    Drawing& line(std::initializer_list<juce::Point<float>> points, bool closed = false)
    {
        auto first = true;
        for (const auto point : points)
        {
            first ? strokes.startNewSubPath(point) : strokes.lineTo(point);
            first = false;
        }
        if (closed)
            strokes.closeSubPath();
        return *this;
    }
    Drawing& fill(std::initializer_list<juce::Point<float>> points)
    {
        auto first = true;
        for (const auto point : points)
        {
            first ? fills.startNewSubPath(point) : fills.lineTo(point);
            first = false;
        }
        fills.closeSubPath();
        return *this;
    }
    Drawing& circle(float x, float y, float radius)
    {
        strokes.addEllipse(x - radius, y - radius, 2 * radius, 2 * radius);
        return *this;
    }
    Drawing& dot(float x, float y, float radius)
    {
        fills.addEllipse(x - radius, y - radius, 2 * radius, 2 * radius);
        return *this;
    }
    Drawing& arc(float x, float y, float radius, float from, float to)
    {
        strokes.addCentredArc(x, y, radius, radius, 0, from, to, true);
        return *this;
    }
    Drawing& box(float x, float y, float width, float height, float corner)
    {
        strokes.addRoundedRectangle(x, y, width, height, corner);
        return *this;
    }
};

constexpr auto pi = juce::MathConstants<float>::pi;

Drawing& addCloud(Drawing& drawing)
{
    drawing.strokes.startNewSubPath(4.5f, 12.0f);
    drawing.strokes.cubicTo(0.5f, 12.0f, 0.8f, 7.2f, 4.2f, 7.4f);
    drawing.strokes.cubicTo(4.6f, 2.8f, 10.8f, 2.6f, 11.4f, 6.8f);
    drawing.strokes.cubicTo(15.6f, 6.6f, 15.8f, 12.0f, 11.8f, 12.0f);
    drawing.strokes.closeSubPath();
    return drawing;
}

Drawing transportDrawing(Icon icon)
{
    Drawing d;
    switch (icon)
    {
    case Icon::toStart:
        return d.line({{3.25f, 3}, {3.25f, 13}}).fill({{13, 3}, {13, 13}, {5.5f, 8}});
    case Icon::play:
        return d.fill({{4, 2.5f}, {4, 13.5f}, {13.5f, 8}});
    case Icon::stop:
        return d.fill({{3.5f, 3.5f}, {12.5f, 3.5f}, {12.5f, 12.5f}, {3.5f, 12.5f}});
    case Icon::loop:
        return d.line({{11, 4.5f}, {5, 4.5f}})
            .arc(5, 8, 3.5f, 2 * pi, pi)
            .line({{5, 11.5f}, {11, 11.5f}})
            .arc(11, 8, 3.5f, pi, 0.45f * pi)
            .line({{9, 2.25f}, {11.25f, 4.5f}, {9, 6.75f}});
    case Icon::follow:
        return d.line({{4, 2.5f}, {4, 13.5f}}).line({{7, 8}, {13.5f, 8}}).line({{10.5f, 5}, {13.5f, 8}, {10.5f, 11}});
    case Icon::snap:
        return d.line({{4, 3}, {4, 8}})
            .arc(8, 8, 4, 1.5f * pi, 0.5f * pi)
            .line({{12, 8}, {12, 3}})
            .line({{2.75f, 5.5f}, {5.25f, 5.5f}})
            .line({{10.75f, 5.5f}, {13.25f, 5.5f}});
    default:
        return d;
    }
}

Drawing previewDrawing(Icon icon)
{
    Drawing d;
    switch (icon)
    {
    case Icon::firstSound: // silence, then sound
        return d.line({{1.5f, 8}, {5.5f, 8}})
            .line({{6.5f, 4}, {6.5f, 12}})
            .line({{9.5f, 2}, {9.5f, 14}})
            .line({{12.5f, 5}, {12.5f, 11}});
    case Icon::matchLoudness: // up to one line
        return d.line({{2, 3}, {14, 3}})
            .line({{5, 14}, {5, 6}})
            .line({{3, 8}, {5, 6}, {7, 8}})
            .line({{11, 14}, {11, 6}})
            .line({{9, 8}, {11, 6}, {13, 8}});
    case Icon::onBar:
        return d.line({{3.5f, 2.5f}, {3.5f, 13.5f}})
            .line({{13, 2.5f}, {13, 13.5f}})
            .fill({{6, 5}, {6, 11}, {10.5f, 8}});
    case Icon::followTempo: // a metronome
        return d.line({{6.25f, 2}, {9.75f, 2}, {12.5f, 14}, {3.5f, 14}}, true).line({{8, 11}, {13.5f, 3.5f}});
    case Icon::intoOther:
        return d.line({{1.5f, 8}, {9, 8}}).line({{6, 5}, {9, 8}, {6, 11}}).line({{10, 3}, {14, 3}, {14, 13}, {10, 13}});
    default:
        return d;
    }
}

Drawing browserDrawing(Icon icon)
{
    Drawing d;
    switch (icon)
    {
    case Icon::folder:
        return d.line(
            {{1.75f, 12.75f}, {1.75f, 3.75f}, {6.25f, 3.75f}, {7.75f, 5.5f}, {14.25f, 5.5f}, {14.25f, 12.75f}}, true);
    case Icon::audioFile:
        return d.line({{2.5f, 7}, {2.5f, 9}})
            .line({{5.25f, 4.5f}, {5.25f, 11.5f}})
            .line({{8, 2.5f}, {8, 13.5f}})
            .line({{10.75f, 5.5f}, {10.75f, 10.5f}})
            .line({{13.5f, 7}, {13.5f, 9}});
    case Icon::upwards:
        return d.line({{8, 13}, {8, 3.5f}}).line({{4, 7.5f}, {8, 3.5f}, {12, 7.5f}});
    case Icon::home:
        return d.line({{2, 8}, {8, 2.5f}, {14, 8}}).line({{4, 7}, {4, 13.25f}, {12, 13.25f}, {12, 7}});
    case Icon::search:
        return d.circle(7, 7, 4.25f).line({{10.25f, 10.25f}, {14, 14}});
    case Icon::autoPlay:
        return d.line({{2, 6}, {4.5f, 6}, {8, 3}, {8, 13}, {4.5f, 10}, {2, 10}}, true)
            .arc(8, 8, 3, 0.25f * pi, 0.75f * pi)
            .arc(8, 8, 6, 0.25f * pi, 0.75f * pi);
    case Icon::close:
        return d.line({{4, 4}, {12, 12}}).line({{12, 4}, {4, 12}});
    case Icon::add:
        return d.line({{8, 3.5f}, {8, 12.5f}}).line({{3.5f, 8}, {12.5f, 8}});
    case Icon::chevronDown:
        return d.line({{4, 6}, {8, 10}, {12, 6}});
    case Icon::chevronUp:
        return d.line({{4, 10}, {8, 6}, {12, 10}});
    default:
        return previewDrawing(icon);
    }
}

Drawing statusDrawing(Icon icon)
{
    Drawing d;
    switch (icon)
    {
    case Icon::missing: // two halves of a chain link, torn apart
        return d.line({{6.5f, 5}, {4, 5}, {1.75f, 8}, {4, 11}, {6, 11}})
            .line({{9.5f, 11}, {12, 11}, {14.25f, 8}, {12, 5}, {10, 5}})
            .line({{7, 13.5f}, {9, 2.5f}});
    case Icon::cloud:
        return addCloud(d);
    case Icon::pending:
        return addCloud(d).line({{8, 8}, {8, 15}}).line({{5.75f, 12.75f}, {8, 15}, {10.25f, 12.75f}});
    case Icon::proxy:
        return d.box(2.5f, 2.5f, 11, 11, 1).fill({{2.5f, 13.5f}, {13.5f, 2.5f}, {13.5f, 13.5f}});
    case Icon::slowDisk:
        d.strokes.addEllipse(1.75f, 2, 9, 4);
        return d.line({{1.75f, 4}, {1.75f, 11.5f}, {4.5f, 13.25f}})
            .line({{10.75f, 4}, {10.75f, 6}})
            .circle(10.75f, 11, 3.5f)
            .line({{10.75f, 9}, {10.75f, 11}, {12.25f, 11.75f}});
    case Icon::information:
        return d.circle(8, 8, 6.25f).line({{8, 7.25f}, {8, 11.5f}}).dot(8, 4.75f, 1);
    case Icon::warning:
        return d.line({{8, 2}, {14.5f, 13.5f}, {1.5f, 13.5f}}, true).line({{8, 6.25f}, {8, 9.75f}}).dot(8, 11.6f, 0.9f);
    case Icon::fault:
        return d
            .line({{5.25f, 1.75f},
                   {10.75f, 1.75f},
                   {14.25f, 5.25f},
                   {14.25f, 10.75f},
                   {10.75f, 14.25f},
                   {5.25f, 14.25f},
                   {1.75f, 10.75f},
                   {1.75f, 5.25f}},
                  true)
            .line({{8, 4.5f}, {8, 8.75f}})
            .dot(8, 11.2f, 1);
    default:
        return d;
    }
}

const Drawing& drawingOf(Icon icon)
{
    static const auto drawings = []
    {
        std::vector<Drawing> all;
        for (auto i = 0; i <= static_cast<int>(Icon::fault); ++i)
        {
            const auto each = static_cast<Icon>(i);
            all.push_back(each < Icon::folder    ? transportDrawing(each)
                          : each < Icon::missing ? browserDrawing(each)
                                                 : statusDrawing(each));
        }
        return all;
    }();
    return drawings[static_cast<std::size_t>(icon)];
}

} // namespace

void drawIcon(juce::Graphics& g, Icon icon, juce::Rectangle<float> area, juce::Colour colour)
{
    const auto size = juce::jmin(area.getWidth(), area.getHeight());
    const auto square = area.withSizeKeepingCentre(size, size);
    const auto transform = juce::AffineTransform::scale(size / 16).translated(square.getX(), square.getY());
    const auto& drawing = drawingOf(icon);
    g.setColour(colour);
    g.strokePath(drawing.strokes,
                 juce::PathStrokeType(1.5f, juce::PathStrokeType::curved, juce::PathStrokeType::rounded), transform);
    g.fillPath(drawing.fills, transform);
}

} // namespace loophole::aura
