#include "Pulse/Document/JsonFault.h"

#include "Pulse/Document/PathText.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <nlohmann/json.hpp>

namespace loophole
{
namespace
{

using Json = nlohmann::json;

/** Reads the text and leaves a mark at how far the parser has come. */
class MarkingIterator
{
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    MarkingIterator(const char* at, const char** mark) : at(at), mark(mark) {}
    reference operator*() const { return *at; }
    MarkingIterator& operator++()
    {
        *mark = ++at;
        return *this;
    }
    bool operator==(const MarkingIterator& other) const { return at == other.at; }
    bool operator!=(const MarkingIterator& other) const { return at != other.at; }

private:
    const char* at;
    const char** mark;
};

/** "[json.exception…] parse error at line 1, column 2: syntax error while parsing value - REASON; last read: '…'" */
std::string reasonIn(const std::string& message)
{
    const auto dash = message.find(" - ");
    auto reason = dash == std::string::npos ? message : message.substr(dash + 3);
    const auto [lastRead, expected] = std::pair(reason.find("; last read: "), reason.rfind("; expected "));
    if (lastRead != std::string::npos)
        reason = reason.substr(0, lastRead) +
                 (expected != std::string::npos && expected > lastRead ? reason.substr(expected) : std::string());
    return displayText(reason);
}

/** Takes the parser's events only to stop at the first thing that is wrong. */
class FaultFinder
{
public:
    FaultFinder(const char* start, const char* const& mark, std::size_t maxDepth)
        : start(start), mark(mark), maxDepth(maxDepth)
    {
    }

    bool null() { return true; }
    bool boolean(bool) { return true; }
    bool number_integer(std::int64_t) { return true; }
    bool number_unsigned(std::uint64_t) { return true; }
    bool number_float(double, const std::string& text)
    {
        return text.find_first_of(".eE") != std::string::npos || stop("a whole number is beyond 64 bits");
    }
    bool string(std::string&) { return true; }
    bool binary(Json::binary_t&) { return true; }
    bool start_object(std::size_t) { return enter(); }
    bool start_array(std::size_t) { return enter(); }
    bool key(std::string&) { return true; }
    bool end_object() { return leave(); }
    bool end_array() { return leave(); }
    bool parse_error(std::size_t position, const std::string&, const Json::exception& error)
    {
        fault = error.id == 406 ? JsonFault{placeOfMark(), "a number is too large"}
                                : JsonFault{position == 0 ? 0 : position - 1, "not JSON: " + reasonIn(error.what())};
        return false;
    }

    JsonFault fault{0, "not JSON"};

private:
    bool enter() { return ++depth <= maxDepth || stop("nested deeper than " + std::to_string(maxDepth) + " levels"); }
    bool leave()
    {
        --depth;
        return true;
    }
    bool stop(std::string why)
    {
        fault = {placeOfMark(), std::move(why)};
        return false;
    }
    [[nodiscard]] std::size_t placeOfMark() const
    {
        return static_cast<std::size_t>(std::max(start + 1, mark) - start) - 1;
    }

    const char* start;
    const char* const& mark;
    std::size_t maxDepth;
    std::size_t depth = 0;
};

} // namespace

std::string lineAndColumn(std::string_view text, std::size_t offset)
{
    const auto before = text.substr(0, std::min(offset, text.size()));
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const auto lastBreak = before.rfind('\n');
    const auto inLine = lastBreak == std::string_view::npos ? before : before.substr(lastBreak + 1);
    const auto isFirstByte = [](char c) { return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u; };
    const auto column = 1 + std::count_if(inLine.begin(), inLine.end(), isFirstByte);
    return "line " + std::to_string(line) + ", column " + std::to_string(column);
}

JsonFault locateFault(std::string_view text, std::size_t maxDepth)
{
    const char* mark = text.data();
    FaultFinder finder(text.data(), mark, maxDepth);
    if (Json::sax_parse(MarkingIterator(text.data(), &mark), MarkingIterator(text.data() + text.size(), &mark),
                        &finder))
        finder.fault = {text.find('\0'), "not JSON: a zero byte"}; // which that parser takes for the end
    finder.fault.offset = std::min(finder.fault.offset, text.size());
    return finder.fault;
}

} // namespace loophole
