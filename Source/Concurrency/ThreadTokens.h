#pragma once

namespace loophole
{

/**
    Empty proofs of being on a thread. Whatever may only run on one thread asks for its token in the signature; a
    function without a token is pure. Each thread mints its token once, at the top of its main function, and hands
    it down by reference.
*/
template <class Thread>
class ThreadToken
{
public:
    ThreadToken(const ThreadToken&) = delete;
    ThreadToken& operator=(const ThreadToken&) = delete;

    /** Only for the first line of a thread's main function, and for tests that stand in for that thread. */
    [[nodiscard]] static Thread mint() { return Thread(typename Thread::Minting{}); }

protected:
    ThreadToken() = default;
};

#define LOOPHOLE_THREAD_TOKEN(Name)                                                                                    \
    class Name final : public ThreadToken<Name>                                                                        \
    {                                                                                                                  \
        friend class ThreadToken<Name>;                                                                                \
        struct Minting                                                                                                 \
        {                                                                                                              \
        };                                                                                                             \
        explicit Name(Minting) {}                                                                                      \
    }

/** The device's callback: never allocates, locks, waits, logs, throws, frees or calls the system. */
LOOPHOLE_THREAD_TOKEN(AudioThread);
/** A worker of the disk pool: may wait for a disk. */
LOOPHOLE_THREAD_TOKEN(DiskThread);
/** Signal's control thread: may allocate, never waits for a disk. */
LOOPHOLE_THREAD_TOKEN(SignalThread);
/** Opens and closes sound devices: may wait for a sound server or a driver. */
LOOPHOLE_THREAD_TOKEN(DeviceThread);
/** Reads and saves documents or keeps recovery data for Pulse: may wait for a disk. */
LOOPHOLE_THREAD_TOKEN(DocumentThread);
/** Pulse's thread: may allocate, never waits for a disk. */
LOOPHOLE_THREAD_TOKEN(PulseThread);
/** One of the two of the media library: may wait for its database, never for a medium. */
LOOPHOLE_THREAD_TOKEN(LibraryThread);
/** The window's message thread: never waits. */
LOOPHOLE_THREAD_TOKEN(MessageThread);

#undef LOOPHOLE_THREAD_TOKEN

} // namespace loophole
