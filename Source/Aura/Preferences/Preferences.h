#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace loophole::aura
{

/**
    What the user has set and how the window was left: values by name ("browser.width"), kept as one JSON object.
    Owned by the message thread, which never writes the file: whoever owns this is handed the text a moment after the
    last change. Values of another kind than is asked for count as not set.
*/
class Preferences
{
public:
    /** Text that is no JSON object counts as empty. */
    explicit Preferences(std::string_view text = {});
    ~Preferences();
    Preferences(const Preferences&) = delete;
    Preferences& operator=(const Preferences&) = delete;

    [[nodiscard]] bool flag(const std::string& name, bool otherwise) const;
    [[nodiscard]] double number(const std::string& name, double otherwise) const;
    [[nodiscard]] int integer(const std::string& name, int otherwise) const;
    [[nodiscard]] std::string text(const std::string& name, const std::string& otherwise = {}) const;
    [[nodiscard]] bool isSet(const std::string& name) const;
    /** All names that begin so, in order. */
    [[nodiscard]] std::vector<std::string> namesFrom(const std::string& beginning) const;

    void set(const std::string& name, bool);
    void set(const std::string& name, int);
    void set(const std::string& name, double);
    void set(const std::string& name, const std::string&);
    void set(const std::string& name, const char* value) { set(name, std::string(value)); }
    void clear(const std::string& name);

    [[nodiscard]] std::string whole() const;
    /** Whether something has changed since this was last asked. */
    [[nodiscard]] bool takeChange();

private:
    template <class Value>
    void change(const std::string& name, Value&&);

    struct Values;
    std::unique_ptr<Values> values;
    bool hasChanged = false;
};

} // namespace loophole::aura
