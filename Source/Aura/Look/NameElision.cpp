#include "Aura/Look/NameElision.h"

#include <vector>

namespace loophole::aura
{
namespace
{

/** Where characters begin, and the end: bytes 10xxxxxx continue one. */
std::vector<std::size_t> characterStarts(const std::string& text)
{
    std::vector<std::size_t> starts;
    for (std::size_t i = 0; i < text.size(); ++i)
        if ((static_cast<unsigned char>(text[i]) & 0xC0u) != 0x80u)
            starts.push_back(i);
    starts.push_back(text.size());
    return starts;
}

/** `kept` characters: the larger half from the front. */
std::string keeping(const std::string& name, const std::vector<std::size_t>& starts, std::size_t kept)
{
    const auto back = kept / 2;
    const auto front = kept - back;
    return name.substr(0, starts[front]) + "\u2026" + name.substr(starts[starts.size() - 1 - back]);
}

} // namespace

std::string elidedInMiddle(const std::string& name, double width, const TextWidth& widthOf)
{
    if (widthOf(name) <= width)
        return name;
    const auto starts = characterStarts(name);
    std::size_t fits = 0;
    auto tooMany = starts.size() - 1;
    while (fits + 1 < tooMany)
    {
        const auto middle = (fits + tooMany) / 2;
        (widthOf(keeping(name, starts, middle)) <= width ? fits : tooMany) = middle;
    }
    return fits == 0 ? std::string() : keeping(name, starts, fits);
}

} // namespace loophole::aura
