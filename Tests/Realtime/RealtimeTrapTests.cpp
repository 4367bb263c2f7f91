#include "Support/CallbackBench.h"
#include "Support/RealtimeTrap.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <condition_variable>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <iostream>
#include <mutex>
#include <semaphore.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <syslog.h>
#include <thread>
#include <unistd.h>

using namespace loophole;
using namespace loophole::testing;

namespace
{

/** How a forked child ended, and what it said. */
struct Ending
{
    bool wasAborted = false;
    int exitCode = -1;
    std::string said;
};

/** Does `work` in a child of its own with the traps armed; a child that lives exits with 0. */
template <class Work>
Ending armedInChild(Work work)
{
    int ends[2];
    REQUIRE(pipe(ends) == 0);
    const auto child = fork();
    REQUIRE(child >= 0);
    if (child == 0)
    {
        // The test framework must not report the abort as its own.
        std::signal(SIGABRT, SIG_DFL);
        dup2(ends[1], STDERR_FILENO);
        {
            const ArmedSection armed;
            work();
        }
        _exit(0);
    }
    close(ends[1]);
    Ending ending;
    char bytes[512];
    for (ssize_t count = 0; (count = read(ends[0], bytes, sizeof(bytes))) > 0;)
        ending.said.append(bytes, static_cast<std::size_t>(count));
    close(ends[0]);
    int status = 0;
    waitpid(child, &status, 0);
    ending.wasAborted = WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
    ending.exitCode = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return ending;
}

/** The child must die of exactly this. */
template <class Work>
void requireTrapped(const std::string& name, Work work)
{
    const auto ending = armedInChild(work);
    INFO(name << ": " << ending.said);
    CHECK(ending.wasAborted);
    CHECK(ending.said.find("realtime violation: " + name) != std::string::npos);
}

/** Keeps the compiler from seeing through an allocation or a call. */
template <class Value>
void use(Value& value)
{
    asm volatile("" : : "r"(&value) : "memory");
}

bool locksAreTrapped()
{
    if (trapCoverage().locksAndCalls)
        return true;
    WARN("this build's sanitizer owns locks and system calls: their traps are not proved here");
    return false;
}

/** Has a destructor that frees, and grew before the section began. */
std::vector<int>& grownBefore()
{
    static auto& vector = *new std::vector<int>(1000);
    return vector;
}

std::mutex mutex;
std::condition_variable condition;
std::atomic<int> word{0};

} // namespace

TEST_CASE("allocating on the audio thread dies with its name")
{
    requireTrapped("malloc",
                   []
                   {
                       auto* memory = new int[100];
                       use(memory);
                   });
    requireTrapped("malloc",
                   []
                   {
                       auto* memory = std::malloc(100);
                       use(memory);
                   });
    requireTrapped("malloc",
                   []
                   {
                       std::string text(100, 'x');
                       use(text);
                   });
}

TEST_CASE("freeing on the audio thread dies with its name")
{
    auto* memory = new int[100];
    requireTrapped("free", [memory] { delete[] memory; });
    auto& vector = grownBefore();
    requireTrapped("free", [&vector] { std::vector<int>().swap(vector); });
    delete[] memory;
}

TEST_CASE("throwing on the audio thread dies with its name")
{
    requireTrapped("throw",
                   []
                   {
                       try
                       {
                           throw 1;
                       }
                       catch (int caught)
                       {
                           use(caught);
                       }
                   });
}

TEST_CASE("locking and waiting on the audio thread die with their names")
{
    if (!locksAreTrapped())
        return;
    requireTrapped("pthread_mutex_lock", [] { const std::lock_guard lock(mutex); });
    requireTrapped("pthread_mutex_trylock", [] { const std::unique_lock lock(mutex, std::try_to_lock); });
    requireTrapped("pthread_cond_broadcast", [] { condition.notify_all(); });
    requireTrapped("pthread_cond_wait",
                   []
                   {
                       pthread_mutex_t bare = PTHREAD_MUTEX_INITIALIZER;
                       pthread_cond_t never = PTHREAD_COND_INITIALIZER;
                       pthread_cond_wait(&never, &bare);
                   });
    requireTrapped("sem_wait",
                   []
                   {
                       sem_t semaphore;
                       sem_init(&semaphore, 0, 0);
                       sem_wait(&semaphore);
                   });
    // The library yields before it waits, so either may come first.
    requireTrapped("s", [] { word.wait(0); });
}

TEST_CASE("sleeping on the audio thread dies with its name")
{
    if (!locksAreTrapped())
        return;
    const timespec moment{0, 1};
    requireTrapped("nanosleep", [&moment] { nanosleep(&moment, nullptr); });
    requireTrapped("clock_nanosleep", [&moment] { clock_nanosleep(CLOCK_MONOTONIC, 0, &moment, nullptr); });
    requireTrapped("sched_yield", [] { std::this_thread::yield(); });
}

TEST_CASE("system calls on the audio thread die with their names")
{
    if (!locksAreTrapped())
        return;
    requireTrapped("read",
                   []
                   {
                       char byte = 0;
                       use(byte);
                       return read(STDIN_FILENO, &byte, 0);
                   });
    requireTrapped("write", [] { return write(STDERR_FILENO, "", 0); });
    requireTrapped("open", [] { return open("/dev/null", O_RDONLY); });
    requireTrapped("syscall", [] { return syscall(SYS_gettid); });
}

TEST_CASE("logging on the audio thread dies with its name")
{
    if (!locksAreTrapped())
        return;
    requireTrapped("fprintf", [] { std::fprintf(stderr, "%d", 1); });
    requireTrapped("syslog", [] { syslog(LOG_DEBUG, "%d", 1); });
    const auto ending = armedInChild([] { std::cerr << "a line" << std::endl; });
    REQUIRE(ending.wasAborted);
    REQUIRE(ending.said.find("realtime violation: ") != std::string::npos);
}

TEST_CASE("work that keeps the rules lives, and so does anything outside an armed section")
{
    const auto ending = armedInChild(
        []
        {
            std::array<float, 64> samples{};
            for (auto& sample : samples)
                sample = 0.5f;
            use(samples);
            word.fetch_add(1);
            const DisarmedSection lifted;
            std::string text(100, 'x');
            use(text);
        });
    INFO(ending.said);
    REQUIRE(ending.exitCode == 0);
    std::string text(100, 'x');
    const std::lock_guard lock(mutex);
    REQUIRE(text.size() == 100);
}

TEST_CASE("a callback keeps the rules through every command, with missing blocks and a plan that changes")
{
    const auto ending = armedInChild(
        []
        {
            const DisarmedSection lifted;
            CallbackBench bench;
            bench.assets.add(bench.control, AssetId{1}, makeNoise(2, 200'000, 1));
            auto looped = clipOf(1, 1, 0);
            looped.loop = true;
            looped.length = FrameCount(400'000);
            auto rated = clipOf(2, 1, 0);
            rated.playRate = 1.5;
            auto track = trackOf(1, {looped, rated});
            bench.publish(sessionOf({track}));
            bench.assets.takeOut(bench.control, AssetId{1}, 2);
            StartStream stream;
            stream.asset = AssetId{1};
            bench.tell(PlayTransport{});
            bench.start(stream, 777.5);
            stream.deck = Deck::b;
            stream.region = {FramePosition(100), FrameCount(5'000)};
            stream.loop = stream.inSync = true;
            bench.start(stream);
            static_cast<void>(bench.render(30'000));
            bench.tell(SetTransportLoop{true, {FramePosition(29'000), FrameCount(1'001)}});
            bench.tell(SeekTransport{FramePosition(29'500)});
            static_cast<void>(bench.render(5'000, 100));
            bench.tell(SetTransportRate{1.7});
            track.gainDb = -10;
            bench.publish(sessionOf({track}));
            static_cast<void>(bench.render(5'000, 333));
            bench.tell(ScrubTransport{FramePosition(40'000)});
            static_cast<void>(bench.render(9'000));
            bench.tell(ScrubTransport{FramePosition(38'000)});
            bench.tell(signal::StopTake{});
            bench.tell(HearDecks{true, false});
            bench.start(ScrubStream{AssetId{1}, FramePosition(10'000), Deck::b});
            static_cast<void>(bench.render(500));
            bench.tell(signal::MoveScrub{Deck::b, 40'000});
            static_cast<void>(bench.render(9'000));
            bench.tell(EndScrub{});
            bench.tell(StopTransport{});
            static_cast<void>(bench.render(9'000, 9'000));
        });
    INFO(ending.said);
    REQUIRE_FALSE(ending.wasAborted);
    REQUIRE(ending.exitCode == 0);
}
