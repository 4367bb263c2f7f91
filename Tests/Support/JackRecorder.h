#pragma once

#include "Signal/Device/JackLibrary.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <string>
#include <vector>

namespace loophole::testing
{

/** A JACK client that records what is connected to its two inputs, from the moment it is made until it is full. */
class JackRecorder
{
public:
    /** Its ports are "NAME:in_1" and "NAME:in_2". */
    JackRecorder(const std::string& name, std::size_t frames) : capacity(frames), channels(2)
    {
        if (jack == nullptr)
            throw std::runtime_error("libjack is not installed");
        client = jack->clientOpen(name.c_str(), JackNoStartServer, nullptr);
        if (client == nullptr)
            throw std::runtime_error("the recorder found no JACK server");
        for (std::size_t c = 0; c < channels.size(); ++c)
        {
            channels[c].reserve(frames);
            ports.push_back(jack->portRegister(client, ("in_" + std::to_string(c + 1)).c_str(), JACK_DEFAULT_AUDIO_TYPE,
                                               JackPortIsInput, 0));
        }
        jack->setProcessCallback(client, &JackRecorder::process, this);
        jack->activate(client);
    }
    ~JackRecorder() { jack->clientClose(client); }
    JackRecorder(const JackRecorder&) = delete;
    JackRecorder& operator=(const JackRecorder&) = delete;

    /** Connects two output ports to its inputs. */
    void connectFrom(const std::string& left, const std::string& right)
    {
        if (jack->connect(client, left.c_str(), jack->portName(ports[0])) != 0 ||
            jack->connect(client, right.c_str(), jack->portName(ports[1])) != 0)
            throw std::runtime_error("the recorder could not be connected to " + left);
    }

    /** Planar, [channel][frame]; shorter than asked for when it was not full within twenty seconds. */
    [[nodiscard]] std::vector<std::vector<float>> waitForRecording()
    {
        std::unique_lock lock(mutex);
        progressed.wait_for(lock, std::chrono::seconds(20), [this] { return channels[0].size() >= capacity; });
        return channels;
    }

private:
    static int process(jack_nframes_t frames, void* self)
    {
        auto& recorder = *static_cast<JackRecorder*>(self);
        const std::scoped_lock lock(recorder.mutex);
        for (std::size_t c = 0; c < recorder.channels.size(); ++c)
        {
            const auto* input = static_cast<const float*>(recorder.jack->portBuffer(recorder.ports[c], frames));
            auto& channel = recorder.channels[c];
            // Silence before the first sound is not worth keeping.
            for (jack_nframes_t n = 0; n < frames && channel.size() < recorder.capacity; ++n)
                if (recorder.hasBegun || input[n] != 0.0f)
                {
                    recorder.hasBegun = true;
                    channel.push_back(input[n]);
                }
        }
        recorder.progressed.notify_all();
        return 0;
    }

    const signal::JackLibrary* jack = signal::JackLibrary::find();
    std::size_t capacity;
    jack_client_t* client = nullptr;
    std::vector<jack_port_t*> ports;
    std::mutex mutex;
    std::condition_variable progressed;
    std::vector<std::vector<float>> channels;
    bool hasBegun = false;
};

} // namespace loophole::testing
