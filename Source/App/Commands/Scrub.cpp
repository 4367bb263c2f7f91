#include "App/Commands/Playback.h"

#include <charconv>
#include <iostream>
#include <sstream>

namespace loophole::cli
{
namespace
{

/** The pointer's place at a time since the scrub began. */
struct Move
{
    FramePosition frame;
    Instant at{};
};

/** How a move was heard: when the head was first moving towards it with nothing missing. */
struct Heard
{
    Instant sent{};
    std::optional<double> soundMs;
};

struct ScrubArguments
{
    std::vector<std::filesystem::path> what;
    std::string moves;
    Settings settings;
};

/** How long the head may take to come to rest after the last move: twenty times the lag of its spring. */
constexpr Instant settleTime = std::chrono::seconds(1);

template <class Number>
bool parseWhole(std::string_view text, Number& number)
{
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() && number >= 0;
}

/** "FRAME@MS FRAME@MS …", in order of time. */
Outcome<std::vector<Move>> parseMoves(const std::string& text)
{
    std::vector<Move> moves;
    std::istringstream words(text);
    for (std::string word; words >> word;)
    {
        const auto at = word.find('@');
        std::int64_t frame = 0;
        std::int64_t milliseconds = 0;
        if (at == std::string::npos || !parseWhole(std::string_view(word).substr(0, at), frame) ||
            !parseWhole(std::string_view(word).substr(at + 1), milliseconds))
            return Failure{"--moves", "'" + word + "' is not FRAME@MS"};
        const Instant time = std::chrono::milliseconds(milliseconds);
        if (!moves.empty() && time < moves.back().at)
            return Failure{"--moves", "'" + word + "' is earlier than the move before it"};
        moves.push_back({FramePosition(frame), time});
    }
    if (moves.empty())
        return Failure{"--moves", "no moves were given"};
    return moves;
}

/** Watches the reports that follow each move. */
class Listener
{
public:
    explicit Listener(std::size_t moves) : heard(moves) {}

    void sent(std::size_t move, Instant now)
    {
        current = move;
        heard[move].sent = now;
        hasBefore = false;
    }

    /** A move sounds from the first callback that began after it, in which the head has moved and nothing was missing.
     */
    void listen(const TransportPosition& position)
    {
        auto& move = heard[current];
        if (move.soundMs || !position.state.isScrubbing || position.at < move.sent)
            return;
        if (hasBefore && position.state.position != before.state.position &&
            position.missingFrames == before.missingFrames)
            move.soundMs = std::chrono::duration<double, std::milli>(before.at - move.sent).count();
        before = position;
        hasBefore = true;
    }

    [[nodiscard]] const std::vector<Heard>& moves() const { return heard; }

private:
    std::vector<Heard> heard;
    std::size_t current = 0;
    TransportPosition before;
    bool hasBefore = false;
};

void perform(Playback& playback, const std::vector<Move>& moves, Listener& listener)
{
    auto& aura = playback.aura();
    aura.onPosition = [&](const TransportPosition& position) { listener.listen(position); };
    aura.send(SeekTransport{moves.front().frame});
    aura.waitUntil([&] { return aura.transport.state.position == moves.front().frame; }, std::chrono::seconds(1));

    const auto began = playback.clock().now();
    for (std::size_t i = 0; i < moves.size() && !Interruption::wasAsked(); ++i)
    {
        aura.waitUntil([&] { return playback.clock().now() >= began + moves[i].at || Interruption::wasAsked(); },
                       Instant::max() / 2);
        listener.sent(i, playback.clock().now());
        aura.send(ScrubTransport{moves[i].frame});
    }
    aura.waitUntil([&] { return aura.transport.state.position == moves.back().frame; }, settleTime);
    aura.send(EndScrub{});
    playback.settle();
}

void report(const CommandLine& line, const Playback& playback, const std::vector<Move>& moves, const Listener& listener,
            const StreamStats& stats)
{
    auto rows = Json::array();
    for (std::size_t i = 0; i < moves.size(); ++i)
    {
        const auto& heard = listener.moves()[i];
        const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(moves[i].at).count();
        rows.push_back({{"frame", moves[i].frame.value()},
                        {"atMs", ms},
                        {"soundMs", heard.soundMs ? Json(*heard.soundMs) : Json(nullptr)}});
        if (!line.options().json)
            std::cout << moves[i].frame.value() << " at " << ms << " ms: "
                      << (heard.soundMs ? std::to_string(*heard.soundMs) + " ms to sound" : std::string("no movement"))
                      << '\n';
    }
    if (line.options().json)
        line.print({{"moves", rows},
                    {"missingFrames", stats.missingFrames},
                    {"underruns", stats.underruns},
                    {"warnings", playback.warnings()}});
    else
        std::cout << stats.missingFrames << " missing frames\n";
}

int scrub(const CommandLine& line, const ScrubArguments& arguments)
{
    const auto moves = parseMoves(arguments.moves);
    if (!moves)
    {
        line.fail(moves.failure());
        return wrongUsage;
    }
    auto settings = arguments.settings;
    settings.folders = Folders::forUser(line.options().cacheFolder, line.options().dataFolder);
    const Interruption interruption;
    auto playback = Playback::open(arguments.what, settings);
    if (!playback)
        return line.fail(playback.failure());
    Listener listener(moves.value().size());
    perform(*playback.value(), moves.value(), listener);
    report(line, *playback.value(), moves.value(), listener, playback.value()->aura().stats);
    return done;
}

} // namespace

void addScrub(CommandLine& line)
{
    const auto arguments = std::make_shared<ScrubArguments>();
    arguments->what.resize(1);
    auto& command = line.add(line.root(), "scrub", "Scrub by a script and tell how soon each move sounds",
                             [&line, arguments] { return scrub(line, *arguments); });
    command.add_option("SESSION|FILE", arguments->what.front(), "A session or a media file")->required();
    command.add_option("--moves", arguments->moves, "Where the pointer is when: \"FRAME@MS FRAME@MS …\"")->required();
    addStreamingOptions(command, arguments->settings);
}

} // namespace loophole::cli
