#include "Pulse/AuraPost.h"

#include <catch2/catch.hpp>

using namespace loophole;

namespace
{

/** A queue of a few messages with Pulse at one end and the test at the other. */
struct Post
{
    /** Everything that arrived. */
    std::vector<PulseToAura> received()
    {
        std::vector<PulseToAura> messages;
        PulseToAura message;
        while (queue.tryReceive(messageThread, message))
            messages.push_back(message);
        return messages;
    }
    void fill()
    {
        while (!post.isWaiting())
            post.send(thread, Notice{Notice::Kind::information, "x"});
    }

    PulseToAuraQueue queue{4};
    AuraPost post{queue};
    PulseThread thread = PulseThread::mint();
    MessageThread messageThread = MessageThread::mint();
};

TransportPosition at(std::int64_t frame)
{
    TransportPosition position;
    position.state.position = FramePosition(frame);
    return position;
}

} // namespace

TEST_CASE("while there is room everything goes out at once")
{
    Post post;
    post.post.send(post.thread, at(1));
    post.post.send(post.thread, at(2));
    CHECK(post.received().size() == 2);
}

TEST_CASE("a full queue keeps only the newest position, meters and statistics, and everything else in order")
{
    Post post;
    post.fill();
    for (int i = 0; i < 1000; ++i)
    {
        post.post.send(post.thread, at(i));
        post.post.send(post.thread, MeterLevels{});
        post.post.send(post.thread, StreamStats{});
        post.post.send(post.thread, LibraryScanProgress{});
    }
    post.post.send(post.thread, Notice{Notice::Kind::fault, "last"});
    std::vector<PulseToAura> all;
    for (int i = 0; i < 20; ++i)
    {
        for (auto& message : post.received())
            all.push_back(message);
        post.post.flush(post.thread);
    }
    std::vector<std::int64_t> positions;
    std::string lastNotice;
    for (const auto& message : all)
    {
        if (const auto* position = std::get_if<TransportPosition>(&message))
            positions.push_back(position->state.position.value());
        if (const auto* notice = std::get_if<Notice>(&message))
            lastNotice = notice->text;
    }
    CHECK(positions == std::vector<std::int64_t>{999});
    CHECK(lastNotice == "last");
    CHECK_FALSE(post.post.isWaiting());
    CHECK(all.size() < 15);
}
