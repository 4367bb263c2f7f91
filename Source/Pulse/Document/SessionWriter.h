#pragma once

#include "Model/Session.h"

#include <functional>
#include <memory>
#include <string>

namespace loophole
{

/**
    The JSON of a session document: UTF-8, one clip a line, every member in a fixed order and unknown ones after the
    known ones, whole numbers without a fraction and others in their shortest exact form. What was read from this text
    writes the same text again. Tracks, clips and assets that have no document id yet are written with one made from
    their runtime id. Pure.
*/
[[nodiscard]] std::string writeSession(const Session&);

/**
    A stretch of that text which stems from one shared part of the session. Two pieces with the same source and role
    have the same text for as long as either session is held; one without a source is small and may change with every
    edit.
*/
struct SessionPiece
{
    enum class Role
    {
        first, ///< of its list, so that no comma stands before it
        later,
        tail ///< what comes behind the clips of a track
    };
    std::shared_ptr<const void> source;
    Role role = Role::first;
    std::function<void(std::string&)> append;
};
using VisitPiece = std::function<void(const SessionPiece&)>;

/** Calls visit for every piece, in order: all of them together are what writeSession() writes. */
void visitPieces(const Session&, const VisitPiece& visit);

} // namespace loophole
