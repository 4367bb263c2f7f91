#include "Aura/Preferences/Preferences.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <utility>

namespace loophole::aura
{

struct Preferences::Values
{
    nlohmann::json all = nlohmann::json::object();

    [[nodiscard]] const nlohmann::json* find(const std::string& name) const
    {
        const auto found = all.find(name);
        return found == all.end() ? nullptr : &*found;
    }
};

Preferences::Preferences(std::string_view text) : values(std::make_unique<Values>())
{
    auto read = nlohmann::json::parse(text, nullptr, false);
    if (read.is_object())
        values->all = std::move(read);
}

Preferences::~Preferences() = default;

bool Preferences::flag(const std::string& name, bool otherwise) const
{
    const auto* value = values->find(name);
    return value != nullptr && value->is_boolean() ? value->get<bool>() : otherwise;
}

double Preferences::number(const std::string& name, double otherwise) const
{
    const auto* value = values->find(name);
    return value != nullptr && value->is_number() ? value->get<double>() : otherwise;
}

int Preferences::integer(const std::string& name, int otherwise) const
{
    constexpr double most = 1e9;
    const auto value = number(name, otherwise);
    return std::abs(value) <= most ? static_cast<int>(std::lround(value)) : otherwise;
}

std::string Preferences::text(const std::string& name, const std::string& otherwise) const
{
    const auto* value = values->find(name);
    return value != nullptr && value->is_string() ? value->get<std::string>() : otherwise;
}

bool Preferences::isSet(const std::string& name) const
{
    return values->find(name) != nullptr;
}

std::vector<std::string> Preferences::namesFrom(const std::string& beginning) const
{
    std::vector<std::string> names;
    for (const auto& [name, value] : values->all.items())
        if (name.starts_with(beginning))
            names.push_back(name);
    return names;
}

template <class Value>
void Preferences::change(const std::string& name, Value&& value)
{
    nlohmann::json next(std::forward<Value>(value));
    auto& present = values->all[name];
    hasChanged = hasChanged || present != next;
    present = std::move(next);
}

void Preferences::set(const std::string& name, bool value)
{
    change(name, value);
}
void Preferences::set(const std::string& name, int value)
{
    change(name, value);
}
void Preferences::set(const std::string& name, double value)
{
    change(name, value);
}
void Preferences::set(const std::string& name, const std::string& value)
{
    change(name, value);
}

void Preferences::clear(const std::string& name)
{
    hasChanged = values->all.erase(name) > 0 || hasChanged;
}

std::string Preferences::whole() const
{
    // Paths may be no UTF-8: what JSON cannot hold is replaced rather than refused.
    return values->all.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + '\n';
}

bool Preferences::takeChange()
{
    return std::exchange(hasChanged, false);
}

} // namespace loophole::aura
