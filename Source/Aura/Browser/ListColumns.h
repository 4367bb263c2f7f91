#pragma once

#include "Messages/Library.h"

#include <string>
#include <string_view>
#include <vector>

namespace loophole::aura
{

enum class Column
{
    name, ///< first, always there, and as wide as the others leave it; with the status icon and the marks
    waveform,
    length,
    rate,
    bits,
    channels,
    type,
    key,
    tempo,
    tags,
    rating,
    collections,
    bytes,
    modified,
    folder
};
inline constexpr std::size_t columnCount = static_cast<std::size_t>(Column::folder) + 1;

struct ColumnKind
{
    Column column;
    const char* name; ///< as its header says it
    const char* code; ///< as settings keep it
    int usualWidth;   ///< points
    int leastWidth;
    LibrarySort sort; ///< what a click on its header sorts by
    bool isUsual;     ///< shown until the user says otherwise
};
[[nodiscard]] const ColumnKind& kindOf(Column);

/** What the list is sorted by; none: as it comes, the best hit or the first name first. */
struct ListOrder
{
    std::optional<Column> column;
    bool isDescending = false;

    bool operator==(const ListOrder&) const = default;
};

/** Which columns are shown in which widths, and what the list is sorted by. A value. */
class ListColumns
{
public:
    static constexpr int leastNameWidth = 110;
    static constexpr int mostWidth = 600;

    struct Span
    {
        Column column;
        int x = 0;
        int width = 0;
    };

    [[nodiscard]] bool isShown(Column column) const { return at(column).isShown; }
    void show(Column, bool);
    [[nodiscard]] int width(Column column) const { return at(column).width; }
    void resize(Column, int width);

    /** What the header of a column does when clicked: it sorts, sorts the other way round, and lets it be. */
    void clicked(Column);
    [[nodiscard]] const ListOrder& order() const { return sorted; }
    void sortBy(ListOrder order) { sorted = order; }

    /** From left to right over at least this width; wider where the columns do not fit. */
    [[nodiscard]] std::vector<Span> layout(int width) const;
    [[nodiscard]] int contentWidth(int width) const;

    /** "waveform=84 length=48 … sort=length-": what is shown, as settings keep it. */
    [[nodiscard]] std::string text() const;
    /** What cannot be understood is left out, so that settings of a newer version do no harm. */
    [[nodiscard]] static ListColumns fromText(std::string_view);

    bool operator==(const ListColumns&) const = default;

private:
    struct Shown
    {
        bool isShown = false;
        int width = 0;
        bool operator==(const Shown&) const = default;
    };
    [[nodiscard]] static std::vector<Shown> usual();
    [[nodiscard]] const Shown& at(Column column) const { return columns[static_cast<std::size_t>(column)]; }
    [[nodiscard]] Shown& at(Column column) { return columns[static_cast<std::size_t>(column)]; }

    std::vector<Shown> columns = usual();
    ListOrder sorted;
};

} // namespace loophole::aura
