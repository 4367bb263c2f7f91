#pragma once

#include "Model/Session.h"
#include "Pulse/Document/NumberText.h"

#include <string>
#include <string_view>

namespace loophole
{

/** Appends one JSON object to a text, member by member: a session of a million clips is made of fourteen million, so
    nothing is allocated on the way. Keys of the format need no escapes; unknown ones may. */
class ObjectText
{
public:
    explicit ObjectText(std::string& to) : to(to) { to += '{'; }

    void raw(std::string_view key, std::string_view json)
    {
        begin(key);
        to += json;
    }
    void text(std::string_view key, const std::string& value)
    {
        begin(key);
        appendQuoted(to, value);
    }
    void number(std::string_view key, double value)
    {
        begin(key);
        appendNumber(to, value);
    }
    void whole(std::string_view key, std::int64_t value)
    {
        begin(key);
        appendWhole(to, value);
    }
    void flag(std::string_view key, bool value) { raw(key, value ? "true" : "false"); }
    void end(const UnknownMembers& unknown)
    {
        if (unknown)
            for (const auto& [key, json] : *unknown)
            {
                separate();
                appendQuoted(to, key);
                to += ':';
                to += json;
            }
        to += '}';
    }

private:
    void begin(std::string_view key)
    {
        separate();
        to += '"';
        to += key;
        to += "\":";
    }
    void separate()
    {
        if (!isFirst)
            to += ',';
        isFirst = false;
    }

    std::string& to;
    bool isFirst = true;
};

} // namespace loophole
