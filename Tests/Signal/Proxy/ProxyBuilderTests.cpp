#include "Signal/Proxy/ProxyBuilder.h"

#include "Support/EncodedMedia.h"

#include <fstream>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

/** A folder with a store and a builder on it. */
struct Workshop
{
    DiskThread thread = DiskThread::mint();
    TemporaryFolder folder;
    ProxyStore store{folder / "proxies"};
    ProxyBuilder builder{store, openMedia};

    [[nodiscard]] std::string path(const std::string& name) const { return (folder / name).string(); }

    [[nodiscard]] BuiltProxy build(const std::string& name, ProxyQuality quality = ProxyQuality::draft)
    {
        ProxyBuilder::Options options;
        options.quality = quality;
        auto built = builder.build(thread, path(name), options);
        INFO((built ? std::string() : built.failure().message()));
        REQUIRE(built.ok());
        return built.value();
    }

    [[nodiscard]] TestSignal read(const std::filesystem::path& file)
    {
        auto reader = openMedia(thread, file);
        REQUIRE(reader.ok());
        return readWhole(thread, *reader.value());
    }
};

/** What sox makes of a file with effects, as floats at `rate`. */
TestSignal throughSox(const std::string& file, int channels, const std::vector<std::string>& effects)
{
    std::vector<std::string> command{"sox", "-D", file, "-t", "f32", "-"};
    command.insert(command.end(), effects.begin(), effects.end());
    return decodedBy(command, channels);
}

double rmsDb(const std::vector<float>& samples, std::size_t margin = 0)
{
    double sum = 0;
    for (std::size_t i = margin; i + margin < samples.size(); ++i)
        sum += static_cast<double>(samples[i]) * static_cast<double>(samples[i]);
    return 10.0 * std::log10(sum / static_cast<double>(samples.size() - 2 * margin) + 1e-30);
}

/** a − b over what both have. */
std::vector<float> difference(const std::vector<float>& a, const std::vector<float>& b)
{
    std::vector<float> rest(std::min(a.size(), b.size()));
    for (std::size_t i = 0; i < rest.size(); ++i)
        rest[i] = a[i] - b[i];
    return rest;
}

/** By how many frames `b` is late against `a`, where they are most alike. */
int lagOf(const std::vector<float>& a, const std::vector<float>& b)
{
    int best = 0;
    double most = -1e30;
    for (int lag = -64; lag <= 64; ++lag)
    {
        double sum = 0;
        for (std::size_t i = 100; i + 100 < std::min(a.size(), b.size()); ++i)
            sum +=
                static_cast<double>(a[i]) * static_cast<double>(b[static_cast<std::size_t>(static_cast<int>(i) + lag)]);
        if (sum > most)
        {
            most = sum;
            best = lag;
        }
    }
    return best;
}

} // namespace

TEST_CASE("a draft nulls against its original low-passed by sox")
{
    Workshop shop;
    const auto rate = GENERATE(44'100, 48'000, 96'000);
    const auto channels = GENERATE(1, 2);
    auto noise = makeNoise(channels, 3 * rate, 21, 0.4f);
    writeWithSox(noise, rate, shop.path("noise.wav"), {"-b", "24"});
    const auto edge = std::to_string(rate / 4 * 8 / 10); // 0.8 of the proxy's band
    runOrFail({"sox", "-D", shop.path("noise.wav"), shop.path("low.wav"), "sinc", "-n", "4001", "-" + edge});

    const auto built = shop.build("low.wav");
    CHECK(built.proxy.record.proxy == SoundShape{rate / 2, channels, (3 * rate + 1) / 2});
    CHECK(built.proxy.record.original == SoundShape{rate, channels, 3 * rate});
    const auto back = throughSox(built.proxy.file.string(), channels, {"rate", "-v", std::to_string(rate)});
    const auto low = shop.read(shop.path("low.wav"));
    for (std::size_t c = 0; c < static_cast<std::size_t>(channels); ++c)
    {
        // 16 bits without dither: -98 dB of rounding, and a little of sox's own.
        CHECK(rmsDb(difference(back.channels[c], low.channels[c]), 2000) < -92.0);
        CHECK(lagOf(low.channels[c], back.channels[c]) == 0);
    }
}

TEST_CASE("a draft is half the rate of its medium, 16-bit PCM, and small")
{
    Workshop shop;
    auto programme = makeProgramme(2, 96'001, 48'000);
    writeWithSox(programme, 48'000, shop.path("a.wav"), {"-b", "24"});
    const auto built = shop.build("a.wav");
    auto reader = openMedia(shop.thread, built.proxy.file);
    REQUIRE(reader.ok());
    const auto& info = reader.value()->info();
    CHECK(info.sampleRate.hz() == 24'000);
    CHECK(info.bitDepth == 16);
    CHECK_FALSE(info.isFloat);
    CHECK(info.channels == 2);
    CHECK(info.length == FrameCount(48'001));
    CHECK(built.proxy.record.proxyBytes == static_cast<std::int64_t>(std::filesystem::file_size(built.proxy.file)));
    CHECK(built.proxy.record.proxyBytes < 48'001 * 4 + 256);
}

TEST_CASE("a draft of one channel has one, and one that all cores read is the same to the byte")
{
    Workshop shop;
    auto programme = makeProgramme(1, 900'000, 48000);
    writeWithSox(programme, 48000, shop.path("mono.wav"), {"-b", "16"});
    const auto alone = shop.build("mono.wav");
    CHECK(alone.proxy.record.proxy.channels == 1);
    CHECK(alone.proxy.record.proxy.length == 450'000);
    const auto bytes = readFile(alone.proxy.file);
    ProxyBuilder::Options options;
    options.force = true;
    options.threads = 3;
    const auto together = shop.builder.build(shop.thread, shop.path("mono.wav"), options);
    REQUIRE(together.ok());
    CHECK(readFile(together.value().proxy.file) == bytes);
}

TEST_CASE("what cannot be halved keeps its rate")
{
    CHECK(ProxyBuilder::rateOf(SampleRate(192'000), ProxyQuality::draft).hz() == 96'000);
    CHECK(ProxyBuilder::rateOf(SampleRate(11'025), ProxyQuality::draft).hz() == 11'025);
    CHECK(ProxyBuilder::rateOf(SampleRate(1'000), ProxyQuality::draft).hz() == 1'000);
    CHECK(ProxyBuilder::rateOf(SampleRate(44'100), ProxyQuality::opus).hz() == 48'000);
}

TEST_CASE("a draft is the same whatever its medium is packed in")
{
    Workshop shop;
    auto programme = makeProgramme(2, 100'000, 44'100);
    writeWithSox(programme, 44'100, shop.path("a.wav"), {"-b", "16"});
    runOrFail({"flac", "--silent", "-o", shop.path("a.flac"), shop.path("a.wav")});
    const auto ofWav = shop.build("a.wav");
    const auto ofFlac = shop.build("a.flac");
    CHECK(ofWav.proxy.file != ofFlac.proxy.file);
    CHECK(readFile(ofWav.proxy.file) == readFile(ofFlac.proxy.file));
}

TEST_CASE("an Opus proxy is in place to the frame, as loud as its medium, and at most a quarter of its PCM")
{
    Workshop shop;
    const auto rate = GENERATE(8'000, 44'100, 48'000, 96'000);
    const auto channels = GENERATE(1, 2);
    auto programme = makeProgramme(channels, 5 * rate, rate);
    writeWithSox(programme, rate, shop.path("a.wav"), {"-b", "16"});
    const auto built = shop.build("a.wav", ProxyQuality::opus);
    const auto pcmBytes = 5 * rate * channels * 2;
    CHECK(built.proxy.record.proxyBytes <= pcmBytes / 4);
    CHECK(built.proxy.record.proxy == SoundShape{48'000, channels, 240'000});

    const auto decoded = shop.read(built.proxy.file);
    const auto wanted = throughSox(shop.path("a.wav"), channels, {"rate", "-v", "48000"});
    const auto byFfmpeg = decodedByFfmpeg(built.proxy.file.string(), channels);
    for (std::size_t c = 0; c < static_cast<std::size_t>(channels); ++c)
    {
        CHECK(lagOf(wanted.channels[c], decoded.channels[c]) == 0);
        CHECK(lagOf(wanted.channels[c], byFfmpeg.channels[c]) == 0);
        CHECK(rmsDb(decoded.channels[c]) == Approx(rmsDb(wanted.channels[c])).margin(0.1));
    }
}

TEST_CASE("a proxy that is there is not made again")
{
    Workshop shop;
    auto programme = makeProgramme(1, 48'000, 48'000);
    writeWithSox(programme, 48'000, shop.path("a.wav"), {"-b", "16"});
    CHECK_FALSE(shop.build("a.wav").fromCache);
    CHECK(shop.build("a.wav").fromCache);
    CHECK_FALSE(shop.build("a.wav", ProxyQuality::opus).fromCache);
    std::filesystem::rename(shop.path("a.wav"), shop.path("b.wav"));
    CHECK(shop.build("b.wav").fromCache);
    CHECK(shop.store.findByPath(shop.thread, shop.path("b.wav")));
}

TEST_CASE("a proxy is made again when its medium has changed or it was damaged itself")
{
    Workshop shop;
    auto programme = makeProgramme(1, 48'000, 48'000);
    writeWithSox(programme, 48'000, shop.path("a.wav"), {"-b", "16"});
    const auto first = shop.build("a.wav");
    std::fstream(first.proxy.file, std::ios::in | std::ios::out).seekp(40'000).write("damaged", 7);
    const auto second = shop.build("a.wav");
    CHECK_FALSE(second.fromCache);
    CHECK(second.proxy.record.proxyContent == first.proxy.record.proxyContent);

    auto louder = makeNoise(1, 48'000, 8);
    writeWithSox(louder, 48'000, shop.path("a.wav"), {"-b", "16"});
    const auto third = shop.build("a.wav");
    CHECK_FALSE(third.fromCache);
    CHECK(third.proxy.record.proxyContent != first.proxy.record.proxyContent);
}

TEST_CASE("a cancelled build leaves nothing behind")
{
    Workshop shop;
    const auto quality = GENERATE(ProxyQuality::draft, ProxyQuality::opus);
    auto programme = makeProgramme(2, 200'000, 48'000);
    writeWithSox(programme, 48'000, shop.path("a.wav"), {"-b", "16"});
    std::atomic<bool> cancelled{false};
    std::vector<double> shares;
    ProxyBuilder::Options options;
    options.quality = quality;
    options.cancelled = &cancelled;
    options.progress = [&](double share)
    {
        shares.push_back(share);
        cancelled = shares.size() == 2;
    };
    const auto built = shop.builder.build(shop.thread, shop.path("a.wav"), options);
    REQUIRE_FALSE(built.ok());
    CHECK(built.failure().why == "cancelled");
    REQUIRE(shares.size() == 2);
    CHECK(shares[0] > 0.0);
    CHECK(shares[1] > shares[0]);
    CHECK(std::filesystem::is_empty(shop.folder / "proxies"));
}

TEST_CASE("a medium that cannot be opened or read to its end has no proxy")
{
    Workshop shop;
    writeFile(shop.path("text.wav"), "this is no sound");
    CHECK_FALSE(shop.builder.build(shop.thread, shop.path("none.wav"), {}).ok());
    const auto built = shop.builder.build(shop.thread, shop.path("text.wav"), {});
    REQUIRE_FALSE(built.ok());
    CHECK(built.failure().what == shop.path("text.wav"));
    CHECK_FALSE(shop.store.findByPath(shop.thread, shop.path("text.wav")));
}
