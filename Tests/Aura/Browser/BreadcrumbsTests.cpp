#include "Aura/Browser/Breadcrumbs.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::aura;

namespace
{

LibraryOverview library()
{
    LibraryOverview library;
    library.places.resize(1);
    library.places[0].folder = "/m/Drums";
    return library;
}

std::vector<std::string> texts(const BrowserScope& scope)
{
    std::vector<std::string> all;
    for (const auto& step : breadcrumbsTo(scope, library()))
        all.push_back(step.text);
    return all;
}

using Texts = std::vector<std::string>;

} // namespace

TEST_CASE("the way to a folder leads from the root, the way into a place from the place")
{
    CHECK(texts(BrowserScope::ofFolder("/m/Drums/808")) == Texts{"/", "m", "Drums", "808"});
    CHECK(texts(BrowserScope::ofFolder("/")) == Texts{"/"});
    CHECK(texts(BrowserScope::ofPlace("/m/Drums/808")) == Texts{"Drums", "808"});
    CHECK(texts(BrowserScope::ofPlace("/unknown/x")) == Texts{"x"});
    CHECK(texts(BrowserScope::ofCollection(1)) == Texts{"Collection 1, red"});
    CHECK(breadcrumbsTo(BrowserScope::ofPlace("/m/Drums/808"), library())[0].scope ==
          BrowserScope::ofPlace("/m/Drums"));
}

TEST_CASE("steps are left out from the front until the rest fits, and the last one stays")
{
    CHECK(stepsLeftOut({10, 20, 30}, 60, 8) == 0);
    CHECK(stepsLeftOut({10, 20, 30}, 59, 8) == 1);
    CHECK(stepsLeftOut({10, 20, 30}, 57, 8) == 2);
    CHECK(stepsLeftOut({10, 20, 30}, 5, 8) == 2);
    CHECK(stepsLeftOut({}, 5, 8) == 0);
}

TEST_CASE("above a folder is the one that holds it, above a place the library, above the root nothing")
{
    CHECK(above(BrowserScope::ofFolder("/m/Drums"), library()) == BrowserScope::ofFolder("/m"));
    CHECK_FALSE(above(BrowserScope::ofFolder("/"), library()));
    CHECK(above(BrowserScope::ofPlace("/m/Drums/808"), library()) == BrowserScope::ofPlace("/m/Drums"));
    CHECK(above(BrowserScope::ofPlace("/m/Drums"), library()) == BrowserScope::of(BrowserScope::Kind::library));
    CHECK(above(BrowserScope::of(BrowserScope::Kind::favourites), library()) ==
          BrowserScope::of(BrowserScope::Kind::library));
    CHECK_FALSE(above(BrowserScope::of(BrowserScope::Kind::library), library()));
}
