#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

/** How paths, which are bytes, appear in text, which is UTF-8. See Decisions/0051-paths-are-bytes.md. Pure. */
namespace loophole
{

[[nodiscard]] bool isUtf8(std::string_view bytes);

/** The bytes as readable UTF-8; every byte that belongs to no character becomes U+FFFD. Not to be turned back. */
[[nodiscard]] std::string displayText(std::string_view bytes);

/** Every byte that is no ASCII letter, digit or one of "-._~/" as %XX: ASCII only, and can be turned back. */
[[nodiscard]] std::string percentEncoded(std::string_view bytes);

/** None where a % is not followed by two hexadecimal digits. */
[[nodiscard]] std::optional<std::string> percentDecoded(std::string_view text);

/** A file's name without its folder, for people to read. */
[[nodiscard]] std::string displayName(const std::filesystem::path&);

/** `path` as a session beside `document` names it, made absolute; one that is absolute already is only normalised. */
[[nodiscard]] std::filesystem::path resolvedAgainst(const std::filesystem::path& documentFolder,
                                                    const std::filesystem::path& path);

/**
    The other way round: relative for what lies below the document's folder or below its parent ("../Audio/a.wav"),
    so that a project can be moved as a whole; absolute for everything else. `absolute` is absolute and normalised.
*/
[[nodiscard]] std::filesystem::path relativeWherePossible(const std::filesystem::path& documentFolder,
                                                          const std::filesystem::path& absolute);

} // namespace loophole
