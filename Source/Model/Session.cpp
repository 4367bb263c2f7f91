#include "Model/Session.h"

namespace loophole
{

const SessionAsset* findAsset(const Session& session, AssetId id)
{
    const auto found =
        std::find_if(session.assets.begin(), session.assets.end(), [id](const auto& a) { return a.id == id; });
    return found == session.assets.end() ? nullptr : &*found;
}

const Bus* findBus(const Session& session, const std::string& name)
{
    const auto found =
        std::find_if(session.buses.begin(), session.buses.end(), [&](const auto& b) { return b.name == name; });
    return found == session.buses.end() ? nullptr : &*found;
}

} // namespace loophole
