#include "App/Demo/Demo.h"

#include "App/Demo/Arrangement.h"
#include "App/Demo/Stems.h"
#include "App/Demo/WholeFile.h"

namespace loophole
{

namespace
{

/** Headroom for the mixer to add to; every stem is as loud as it can be below it. */
constexpr float stemPeak = 0.707f;

} // namespace

Outcome<WrittenDemo> writeDemo(const std::filesystem::path& folder, const DemoProgress& progress)
{
    std::error_code error;
    std::filesystem::create_directories(folder / "Audio", error);
    if (error)
        return Failure{folder.string(), "cannot be made: " + error.message()};

    WrittenDemo written;
    for (const auto& stem : demo::stems())
    {
        auto sound = stem.make(stem.rate);
        demo::normalise(sound, stemPeak);
        const auto path = folder / stem.path();
        if (auto done = demo::writeStem(sound, path, stem.format, stem.channels); !done)
            return done.failure();
        written.files.push_back(path);
        if (progress)
            progress(static_cast<double>(written.files.size()) / static_cast<double>(demo::stems().size()));
    }
    // Last, so that a session that is there has all of its media.
    written.session = folder / "Demo.loophole";
    if (auto done = demo::writeWholeFile(written.session, demo::demoDocument()); !done)
        return done.failure();
    written.files.push_back(written.session);
    return written;
}

} // namespace loophole
