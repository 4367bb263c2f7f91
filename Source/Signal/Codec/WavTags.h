#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>

namespace loophole::signal
{

/**
    Adds the texts of a bext chunk (EBU Tech 3285): description, originator, originator_reference, origination_date,
    origination_time, and date. Returns the time reference in frames since midnight, 0 where the chunk is too short
    or the value is nonsense (negative).
*/
std::int64_t takeBroadcastTags(std::span<const std::byte> body, std::endian order,
                               std::map<std::string, std::string>& tags);

/** Adds the texts of a LIST chunk of type INFO: title, artist, album, genre, date, comment and the like. */
void takeInfoTags(std::span<const std::byte> body, std::endian order, std::map<std::string, std::string>& tags);

/** Adds what an iXML chunk says of a take (specification 3.01, ixml.info): project, scene, take, tape and note. */
void takeIxmlTags(std::span<const std::byte> body, std::map<std::string, std::string>& tags);

} // namespace loophole::signal
