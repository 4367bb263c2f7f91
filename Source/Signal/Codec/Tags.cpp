#include "Signal/Codec/Tags.h"

#include "Signal/Codec/BufferedCursor.h"
#include "Signal/Codec/TagText.h"

#include <aifffile.h>
#include <apefile.h>
#include <asffile.h>
#include <flacfile.h>
#include <id3v2framefactory.h>
#include <mp4file.h>
#include <mpcfile.h>
#include <mpegfile.h>
#include <oggflacfile.h>
#include <opusfile.h>
#include <speexfile.h>
#include <tpropertymap.h>
#include <trueaudiofile.h>
#include <vorbisfile.h>
#include <wavfile.h>
#include <wavpackfile.h>

namespace loophole::signal
{

namespace
{

constexpr std::size_t mostTags = 100;
constexpr std::size_t longestKey = 64;

/** Cover pictures are read and thrown away; beyond this much a tag is an attack. */
constexpr std::int64_t mostBytes = std::int64_t{32} << 20;

/** A media file as TagLib wants to see one: read only, and no longer than its budget. */
class TagStream final : public TagLib::IOStream
{
public:
    TagStream(DiskThread& thread, std::shared_ptr<const MediaFile> file)
        : cursor(file, 0, file->size()), loan(cursor, thread)
    {
    }

    TagLib::FileName name() const override { return ""; }
    TagLib::ByteVector readBlock(unsigned long length) override
    {
        const auto left = std::max<std::int64_t>(0, std::min(budget, cursor.size() - cursor.position()));
        const auto wanted = std::min<std::uint64_t>(length, static_cast<std::uint64_t>(left));
        TagLib::ByteVector block(static_cast<unsigned int>(wanted), 0);
        const auto read = cursor.read({reinterpret_cast<std::byte*>(block.data()), block.size()});
        budget -= static_cast<std::int64_t>(read);
        return block.resize(static_cast<unsigned int>(read));
    }
    void writeBlock(const TagLib::ByteVector&) override {}
    void insert(const TagLib::ByteVector&, unsigned long, unsigned long) override {}
    void removeBlock(unsigned long, unsigned long) override {}
    bool readOnly() const override { return true; }
    bool isOpen() const override { return true; }
    void seek(long offset, Position from) override
    {
        cursor.trySeek(offset, from == Beginning ? SEEK_SET : from == Current ? SEEK_CUR : SEEK_END);
    }
    long tell() const override { return static_cast<long>(cursor.position()); }
    long length() override { return static_cast<long>(cursor.size()); }
    void truncate(long) override {}

private:
    BufferedCursor cursor;
    BufferedCursor::Loan loan;
    std::int64_t budget = mostBytes;
};

/** TagLib is told what a file is, so that it need not guess from a name. Audio properties are never read. */
std::unique_ptr<TagLib::File> openFor(const MediaInfo& info, TagLib::IOStream* stream)
{
    using namespace TagLib;
    const auto& format = info.format;
    if (format == "MP3" || format == "MP2" || format == "MP1")
        return std::make_unique<MPEG::File>(stream, ID3v2::FrameFactory::instance(), false);
    if (format == "FLAC")
        return std::make_unique<FLAC::File>(stream, ID3v2::FrameFactory::instance(), false);
    if (format == "OGG" && info.codec == "Opus")
        return std::make_unique<Ogg::Opus::File>(stream, false);
    if (format == "OGG" && info.codec == "FLAC")
        return std::make_unique<Ogg::FLAC::File>(stream, false);
    if (format == "OGG" && info.codec == "Speex")
        return std::make_unique<Ogg::Speex::File>(stream, false);
    if (format == "OGG")
        return std::make_unique<Ogg::Vorbis::File>(stream, false);
    if (format == "M4A")
        return std::make_unique<MP4::File>(stream, false);
    if (format == "WAV")
        return std::make_unique<RIFF::WAV::File>(stream, false);
    if (format == "AIFF" || format == "AIFC")
        return std::make_unique<RIFF::AIFF::File>(stream, false);
    if (format == "WMA")
        return std::make_unique<ASF::File>(stream, false);
    if (format == "WavPack")
        return std::make_unique<WavPack::File>(stream, false);
    if (format == "Musepack")
        return std::make_unique<MPC::File>(stream, false);
    if (format == "Monkey's Audio")
        return std::make_unique<APE::File>(stream, false);
    if (format == "True Audio")
        return std::make_unique<TrueAudio::File>(stream, ID3v2::FrameFactory::instance(), false);
    return nullptr;
}

std::string lowerCase(std::string text)
{
    for (auto& c : text)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return text;
}

/** As the rest of the program calls it, where TagLib has another name. */
std::string keyOf(const TagLib::String& name)
{
    auto key = lowerCase(name.to8Bit(true));
    return key == "initialkey" ? "key" : key;
}

std::string valueOf(const TagLib::StringList& values)
{
    std::string all;
    for (const auto& value : values)
    {
        all += (all.empty() ? "" : "; ") + value.to8Bit(true);
        if (all.size() > std::size_t{8} << 10) // tagText cuts at 4 KiB
            break;
    }
    return tagText(std::as_bytes(std::span(all)));
}

} // namespace

std::map<std::string, std::string> readTags(DiskThread& thread, std::shared_ptr<const MediaFile> media,
                                            const MediaInfo& info)
{
    std::map<std::string, std::string> tags;
    try
    {
        TagStream stream(thread, std::move(media));
        const auto file = openFor(info, &stream);
        if (!file || !file->isValid())
            return tags;
        for (const auto& [name, values] : file->properties())
        {
            auto key = keyOf(name);
            auto value = valueOf(values);
            if (!key.empty() && key.size() <= longestKey && !value.empty() && tags.size() < mostTags)
                tags.emplace(std::move(key), std::move(value));
        }
    }
    catch (const std::exception&)
    {
        // TagLib only throws where memory or a text conversion fails: the file then simply has no tags.
        tags.clear();
    }
    return tags;
}

} // namespace loophole::signal
