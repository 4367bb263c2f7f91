#pragma once

#include <cassert>
#include <string>
#include <utility>
#include <variant>

namespace loophole
{

/** Why something failed, in two parts as they are shown: WHAT (the file or thing) and WHY. */
struct Failure
{
    std::string what;
    std::string why;

    [[nodiscard]] std::string message() const { return what + ": " + why; }
};

/** A value or the reason why there is none. Not for the audio thread (a Failure owns text). */
template <class Value>
class [[nodiscard]] Outcome
{
public:
    Outcome(Value value) : content(std::in_place_index<0>, std::move(value)) {}
    Outcome(Failure failure) : content(std::in_place_index<1>, std::move(failure)) {}

    [[nodiscard]] bool ok() const { return content.index() == 0; }
    explicit operator bool() const { return ok(); }

    [[nodiscard]] Value& value() &
    {
        assert(ok());
        return *std::get_if<0>(&content);
    }
    [[nodiscard]] const Value& value() const&
    {
        assert(ok());
        return *std::get_if<0>(&content);
    }
    [[nodiscard]] Value&& value() &&
    {
        assert(ok());
        return std::move(*std::get_if<0>(&content));
    }
    [[nodiscard]] const Failure& failure() const
    {
        assert(!ok());
        return *std::get_if<1>(&content);
    }

private:
    std::variant<Value, Failure> content;
};

/** Done, or the reason why not. */
template <>
class [[nodiscard]] Outcome<void>
{
public:
    Outcome() = default;
    Outcome(Failure failure) : content(std::move(failure)) {}

    [[nodiscard]] bool ok() const { return content.index() == 0; }
    explicit operator bool() const { return ok(); }
    [[nodiscard]] const Failure& failure() const
    {
        assert(!ok());
        return *std::get_if<1>(&content);
    }

private:
    std::variant<std::monostate, Failure> content;
};

} // namespace loophole
