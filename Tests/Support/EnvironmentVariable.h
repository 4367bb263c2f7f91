#pragma once

#include <cstdlib>
#include <optional>
#include <string>

namespace loophole::testing
{

/** Sets (or with nothing unsets) a variable of this process and of those it starts, until the end of the scope. */
class EnvironmentVariable
{
public:
    EnvironmentVariable(std::string name, const std::optional<std::string>& value) : name(std::move(name))
    {
        if (const auto* before = std::getenv(this->name.c_str()))
            former = before;
        assign(value);
    }
    ~EnvironmentVariable() { assign(former); }
    EnvironmentVariable(const EnvironmentVariable&) = delete;
    EnvironmentVariable& operator=(const EnvironmentVariable&) = delete;

private:
    void assign(const std::optional<std::string>& value) const
    {
        if (value)
            setenv(name.c_str(), value->c_str(), 1);
        else
            unsetenv(name.c_str());
    }

    std::string name;
    std::optional<std::string> former;
};

} // namespace loophole::testing
