#include "App/Commands/Command.h"
#include "App/Commands/Progress.h"
#include "App/Engine/SampleBits.h"

#include "Signal/Codec/AudioFileSource.h"
#include "Signal/Render/WavWriter.h"

#include <algorithm>
#include <array>
#include <iostream>
#include <iterator>

namespace loophole::cli
{
namespace
{

struct DecodeArguments
{
    std::filesystem::path file;
    std::filesystem::path output;
    std::int64_t start = 0;
    std::int64_t length = -1;
    std::string bits;
};

/** The narrowest encoding that loses nothing. */
signal::SampleEncoding encodingFor(const signal::MediaInfo& info)
{
    if (info.isFloat || !info.isLossless || info.bitDepth == 0)
        return signal::SampleEncoding::float32Little;
    if (info.bitDepth <= 16)
        return signal::SampleEncoding::int16Little;
    return info.bitDepth <= 24 ? signal::SampleEncoding::int24Little : signal::SampleEncoding::int32Little;
}

Outcome<FrameRange> rangeOf(const DecodeArguments& arguments, FrameCount available)
{
    const FramePosition start(arguments.start);
    const auto end = FramePosition(available.value());
    if (start > end)
        return Failure{arguments.file.native(),
                       "has " + std::to_string(available.value()) + " frames; --start is behind its end"};
    const auto wanted =
        arguments.length < 0 ? end : start + FrameCount(std::min(arguments.length, (end - start).value()));
    return FrameRange::between(start, wanted);
}

Outcome<void> copyFrames(DiskThread& thread, signal::AudioFileSource& source, signal::WavWriter& writer,
                         std::vector<signal::MediaDamage>& damage)
{
    Progress progress("decoding");
    for (;;)
    {
        const auto chunk = source.pull(thread);
        if (!chunk)
            return chunk.failure();
        if (!chunk.value())
            return writer.finish(thread);
        const auto& samples = *chunk.value();
        if (const auto written = writer.write(thread, {samples.channels, samples.channelCount, samples.frames});
            !written)
            return written.failure();
        std::ranges::move(source.takeDamage(), std::back_inserter(damage));
        progress.show(source.progress());
    }
}

Json asJson(const std::vector<signal::MediaDamage>& damage)
{
    auto list = Json::array();
    for (const auto& one : damage)
        list.push_back({{"start", one.frames.start.value()}, {"length", one.frames.length.value()}, {"why", one.why}});
    return list;
}

int decode(const CommandLine& line, const DecodeArguments& arguments)
{
    auto thread = DiskThread::mint();
    auto source = signal::AudioFileSource::open(thread, {arguments.file.native(), arguments.file});
    if (!source)
        return line.fail(source.failure());
    const auto& info = source.value().info();
    const auto range = rangeOf(arguments, info.length);
    if (!range)
        return line.fail(range.failure());
    source.value().restrictTo(range.value());

    const auto encoding = arguments.bits.empty() ? encodingFor(info) : encodingOf(arguments.bits);
    const auto writer = signal::WavWriter::create(thread, arguments.output, {info.sampleRate, info.channels, encoding});
    if (!writer)
        return line.fail(writer.failure());
    std::vector<signal::MediaDamage> damage;
    if (const auto copied = copyFrames(thread, source.value(), *writer.value(), damage); !copied)
        return line.fail(copied.failure());

    if (line.options().json)
        line.print({{"framesWritten", writer.value()->framesWritten().value()},
                    {"sampleRate", info.sampleRate.hz()},
                    {"channels", info.channels},
                    {"warning", info.warning.empty() ? Json(nullptr) : Json(info.warning)},
                    {"damage", asJson(damage)}});
    else if (!info.warning.empty())
        std::cout << arguments.file.native() << ": " << info.warning << '\n';
    for (std::size_t i = 0; !line.options().json && i < damage.size(); ++i)
        std::cout << arguments.file.native() << ": " << damage[i].why << '\n';
    return done;
}

} // namespace

void addDecode(CommandLine& line)
{
    const auto arguments = std::make_shared<DecodeArguments>();
    auto& command = line.add(line.root(), "decode", "Decode a media file into a WAV file",
                             [&line, arguments] { return decode(line, *arguments); });
    command.add_option("FILE", arguments->file, "Media file")->required();
    command.add_option("-o,--output", arguments->output, "WAV file to write")->required();
    command.add_option("--start", arguments->start, "First frame")->check(CLI::NonNegativeNumber);
    command.add_option("--length", arguments->length, "Frames; else all to the end")->check(CLI::NonNegativeNumber);
    command.add_option("--bits", arguments->bits, "Sample format; else the file's own")
        ->check(CLI::IsMember(bitChoices));
}

} // namespace loophole::cli
