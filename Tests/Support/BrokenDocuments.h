#pragma once

#include <string>
#include <vector>

namespace loophole::testing
{

/** A document whose line 2 is `members`, before which stand format and version. */
[[nodiscard]] inline std::string documentWith(const std::string& members)
{
    return "{\"format\":\"loophole.session\",\"version\":1,\n" + members + "}\n";
}

/** A document with one asset "a1" whose line 4 is the only clip. */
[[nodiscard]] inline std::string documentWithClip(const std::string& clip)
{
    return documentWith("\"assets\":[{\"id\":\"a1\",\"path\":\"a.wav\"}],\n\"tracks\":[{\"clips\":[\n" + clip +
                        "\n]}]");
}

struct BrokenDocument
{
    std::string text;
    std::string why; ///< with its line and column
};

/** Documents that must be refused, one for each thing that can be wrong. */
[[nodiscard]] inline std::vector<BrokenDocument> brokenDocuments()
{
    const std::string deep(100, '[');
    return {
        {"", "line 1, column 1: the file is empty"},
        {" \n\t ", "line 1, column 1: the file is empty"},
        {"\xEF\xBB\xBF", "line 1, column 1: the file is empty"},
        {std::string(64, '\0'), "line 1, column 1: not JSON: unexpected end of input; expected '[', '{', or a literal"},
        {documentWith("\"x\":1") + '\0', "line 3, column 1: not JSON: a zero byte"},
        {"RIFF....WAVE", "line 1, column 1: not JSON: invalid literal"},
        {"[]", "line 1, column 1: must be an object"},
        {"17", "line 1, column 1: must be an object"},
        {"{}", "line 1, column 1: \"session\" has no \"format\": not a session of Loophole"},
        {"{\"format\":\"other\",\"version\":1}",
         "line 1, column 11: \"format\" is \"other\": not a session of Loophole"},
        {"{\"format\":1}", "line 1, column 11: \"format\" must be a text"},
        {"{\"format\":\"loophole.session\"}", "line 1, column 1: \"session\" has no \"version\""},
        {"{\"format\":\"loophole.session\",\"version\":2,\"tracks\":7}",
         "line 1, column 40: \"version\" is 2: written by a newer Loophole; this one reads version 1"},
        {"{\"format\":\"loophole.session\",\"version\":\"1\"}", "line 1, column 40: \"version\" must be a number"},
        {"{\"format\":\"loophole.session\",\"version\":0}",
         "line 1, column 40: \"version\" must be from 1 to 9007199254740992"},
        {documentWith("\"tracks\":["), "line 2, column 11: not JSON: unexpected '}'; expected '[', '{', or a literal"},
        {documentWith("\"tracks\":[]") + "x", "line 3, column 1: not JSON: invalid literal; expected end of input"},
        {documentWith("\"tracks\":[]") + "{}", "line 3, column 1: not JSON: unexpected '{'; expected end of input"},
        {"{\"format\":\"loophole.session\",\n\"version\":1",
         "line 2, column 12: not JSON: unexpected end of input; expected '}'"},
        {documentWith("\"settings\":{\"a\":nul}"), "line 2, column 20: not JSON: invalid literal"},
        {documentWith("\"tracks\":[],}"), "line 2, column 13: not JSON: unexpected '}'; expected string literal"},
        {documentWith("\"x\":NaN"), "line 2, column 5: not JSON: invalid literal"},
        {documentWith("\"x\":Infinity"), "line 2, column 5: not JSON: invalid literal"},
        {documentWith("\"x\":1e999"), "line 2, column 10: a number is too large"},
        {documentWith("\"x\":123456789012345678901234567890"), "line 2, column 35: a whole number is beyond 64 bits"},
        {documentWith("\"x\":01"), "line 2, column 6: not JSON: unexpected number literal"},
        {documentWith("\"x\":\"\xE9\""), "line 2, column 7: not JSON: invalid string: ill-formed UTF-8 byte"},
        {documentWith("\"x\":\"a\nb\""), "line 2, column 7: not JSON: invalid string: control character"},
        {documentWith("\"x\":\"\\ud800\""), "not JSON: invalid string: surrogate"},
        {documentWith("\"x\":\"\\udc00\""), "not JSON: invalid string: surrogate"},
        {documentWith("\"x\":\"\\q\""),
         "line 2, column 7: not JSON: invalid string: forbidden character after backslash"},
        {documentWith("\"x\":" + deep), "line 2, column 68: nested deeper than 64 levels"},
        {documentWith("\"sampleRate\":0"), "line 2, column 14: \"sampleRate\" must be from 1000 to 768000"},
        {documentWith("\"sampleRate\":44100.5"), "line 2, column 14: \"sampleRate\" must be a whole number"},
        {documentWith("\"sampleRate\":48000,\"sampleRate\":48000"), "line 2, column 33: \"sampleRate\" is there twice"},
        {documentWith("\"tempo\":[]"), "line 2, column 9: \"tempo\" must be an object"},
        {documentWith("\"tempo\":{\"bpm\":0}"), "line 2, column 16: \"bpm\" must be from 1 to 1000"},
        {documentWith("\"tempo\":{\"beatsPerBar\":0}"), "line 2, column 24: \"beatsPerBar\" must be from 1 to 64"},
        {documentWith("\"assets\":{}"), "line 2, column 10: \"assets\" must be an array"},
        {documentWith("\"assets\":[7]"), "line 2, column 11: \"asset\" must be an object"},
        {documentWith("\"assets\":[{\"id\":\"a\"}]"), "line 2, column 11: \"asset\" has no \"path\""},
        {documentWith("\"assets\":[{\"path\":\"a\"}]"), "line 2, column 11: \"asset\" has no \"id\""},
        {documentWith("\"assets\":[{\"id\":\"\",\"path\":\"a\"}]"), "line 2, column 17: \"id\" must not be empty"},
        {documentWith("\"assets\":[{\"id\":\"a\",\"path\":\"\"}]"), "line 2, column 28: \"path\" must not be empty"},
        {documentWith("\"assets\":[{\"id\":\"a\",\"path\":\"a\\u0000b\"}]"),
         "line 2, column 28: \"path\" must not have a zero character"},
        {documentWith("\"assets\":[{\"id\":\"a\",\"path\":\"x\",\"pathBytes\":\"%4\"}]"),
         "line 2, column 44: \"pathBytes\" must be a percent-encoded path"},
        {documentWith("\"assets\":[{\"id\":\"a\",\"path\":\"x\"},\n{\"id\":\"a\",\"path\":\"y\"}]"),
         "line 3, column 7: \"id\" is that of another asset, a"},
        {documentWith("\"tracks\":7"), "line 2, column 10: \"tracks\" must be an array"},
        {documentWith("\"tracks\":[{\"pan\":1.5}]"), "line 2, column 18: \"pan\" must be from -1 to 1"},
        {documentWith("\"tracks\":[{\"gainDb\":\"loud\"}]"), "line 2, column 21: \"gainDb\" must be a number"},
        {documentWith("\"tracks\":[{\"gainDb\":1000}]"), "line 2, column 21: \"gainDb\" must be from -1000 to 200"},
        {documentWith("\"tracks\":[{\"mute\":1}]"), "line 2, column 19: \"mute\" must be true or false"},
        {documentWith("\"tracks\":[{\"name\":null}]"), "line 2, column 19: \"name\" must be a text"},
        {documentWith("\"tracks\":[{\"id\":\"t\"},{\"id\":\"t\"}]"),
         "line 2, column 28: \"id\" is that of another one, t"},
        {documentWithClip("{\"position\":0}"), "line 4, column 1: \"clip\" has no \"asset\""},
        {documentWithClip("{\"asset\":\"a1\"}"), "line 4, column 1: \"clip\" has no \"position\""},
        {documentWithClip("{\"asset\":\"a2\",\"position\":0}"),
         "line 4, column 10: \"asset\" is not among the assets: a2"},
        {documentWithClip("{\"asset\":\"a1\",\"position\":-1}"),
         "line 4, column 26: \"position\" must not be negative"},
        {documentWithClip("{\"asset\":\"a1\",\"position\":0.5}"),
         "line 4, column 26: \"position\" must be a whole number"},
        {documentWithClip("{\"asset\":\"a1\",\"position\":1e17}"),
         "line 4, column 26: \"position\" must be from 0 to 9007199254740992"},
        {documentWithClip("{\"asset\":\"a1\",\"position\":0,\"length\":-5}"),
         "line 4, column 37: \"length\" must not be negative"},
        {documentWithClip("{\"asset\":\"a1\",\"position\":0,\"offset\":-0.5}"),
         "line 4, column 37: \"offset\" must be from 0 to 9007199254740992"},
        {documentWithClip("{\"asset\":\"a1\",\"position\":0,\"fadeIn\":-1}"),
         "line 4, column 37: \"fadeIn\" must not be negative"},
        {documentWithClip("{\"asset\":\"a1\",\"position\":0,\"playRate\":0}"),
         "line 4, column 39: \"playRate\" must be from 0.1 to 8"},
        {documentWithClip("{\"asset\":\"a1\",\"position\":0,\"playRate\":9}"),
         "line 4, column 39: \"playRate\" must be from 0.1 to 8"},
        {documentWithClip(
             "{\"id\":\"c\",\"asset\":\"a1\",\"position\":0},\n{\"id\":\"c\",\"asset\":\"a1\",\"position\":1}"),
         "line 5, column 7: \"id\" is that of another one, c"},
        {documentWith("\"buses\":[{}]"), "line 2, column 10: \"bus\" has no \"name\""},
        {documentWith("\"buses\":[{\"name\":\"A\"},{\"name\":\"A\"}]"),
         "line 2, column 23: \"bus\" has the name of another one, A"},
        {documentWith("\"buses\":[{\"name\":\"A\",\"channels\":9}]"),
         "line 2, column 33: \"channels\" must be from 1 to 8"},
        {documentWith("\"markers\":[{\"name\":\"x\"}]"), "line 2, column 12: \"marker\" has no \"position\""},
        {documentWith("\"cues\":{}"), "line 2, column 8: \"cues\" must be an array"},
        {documentWith("\"settings\":[]"), "line 2, column 12: \"settings\" must be an object"},
    };
}

} // namespace loophole::testing
