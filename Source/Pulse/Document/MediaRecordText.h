#pragma once

#include "Model/Session.h"

#include <string>
#include <utility>
#include <vector>

namespace loophole
{

/** What a document's asset says of its medium, as members with their raw JSON; nothing that is not known. */
[[nodiscard]] std::vector<std::pair<std::string, std::string>> membersOf(const MediaRecord&);

/**
    Takes the record out of an asset's members; returns the others. A member of another shape stays among them: it
    helps nobody to find the medium, and a session is not refused because of it.
*/
[[nodiscard]] UnknownMembers takeMediaRecord(const UnknownMembers&, MediaRecord&);

/** The members that would stand beside those of the record under the same names are gone. */
[[nodiscard]] UnknownMembers withoutRecordMembers(const UnknownMembers&, const MediaRecord&);

} // namespace loophole
