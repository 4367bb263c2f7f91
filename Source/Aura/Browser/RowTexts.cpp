#include "Aura/Browser/RowTexts.h"

#include "Aura/Browser/BrowserScope.h"
#include "Aura/Transport/TimeText.h"

#include <array>
#include <cmath>
#include <ctime>

namespace loophole::aura
{
namespace
{

std::string joined(const std::vector<std::string>& words)
{
    std::string all;
    for (const auto& word : words)
        all.append(all.empty() ? "" : ", ").append(word);
    return all;
}

std::string tempoText(double tempo)
{
    if (tempo <= 0)
        return {};
    const auto tenths = std::lround(tempo * 10);
    auto text = std::to_string(tenths / 10);
    if (tenths % 10 != 0)
        text.append(".").append(std::to_string(tenths % 10));
    return text;
}

std::string dateText(std::int64_t nanoseconds)
{
    if (nanoseconds <= 0)
        return {};
    const auto seconds = static_cast<std::time_t>(nanoseconds / 1'000'000'000);
    std::tm local{};
    std::array<char, 16> text{};
    if (::localtime_r(&seconds, &local) == nullptr)
        return {};
    return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%d", &local)};
}

void addLine(std::string& text, const std::string& line)
{
    if (!line.empty())
        text.append("\n").append(line);
}

std::string positive(int number)
{
    return number > 0 ? std::to_string(number) : std::string();
}

std::string withCommas(std::size_t number)
{
    const auto digits = std::to_string(number);
    std::string text;
    for (std::size_t at = 0; at < digits.size(); ++at)
    {
        if (at > 0 && (digits.size() - at) % 3 == 0)
            text.push_back(',');
        text.push_back(digits[at]);
    }
    return text;
}

} // namespace

std::string textOf(const FileRow& row, Column column)
{
    switch (column)
    {
    case Column::name:
        return row.path.filename().string();
    case Column::length:
        return row.isKnown ? lengthText(row.facts.length, row.facts.sampleRate) : std::string();
    case Column::rate:
        return row.isKnown ? rateText(row.facts.sampleRate) : std::string();
    case Column::bits:
        return positive(row.facts.bitDepth);
    case Column::channels:
        return positive(row.facts.channels);
    case Column::type:
        return row.facts.format;
    case Column::key:
        return row.key;
    case Column::tempo:
        return tempoText(row.tempo);
    case Column::tags:
        return joined(row.labels);
    case Column::bytes:
        return row.isFolder || row.bytes == 0 ? std::string() : bytesText(static_cast<double>(row.bytes));
    case Column::modified:
        return row.isFolder ? std::string() : dateText(row.modified);
    case Column::folder:
        return row.path.parent_path().filename().string();
    case Column::waveform:
    case Column::rating:
    case Column::collections:
        break;
    }
    return {};
}

RowStatus statusOf(const FileRow& row, const AudioAsset* asset)
{
    const auto status = asset == nullptr ? row.offlineStatus : asset->offlineStatus;
    const auto& cause = asset == nullptr || asset->cause.empty() ? row.cause : asset->cause;
    switch (status)
    {
    case OfflineStatus::missing:
        return {Icon::missing, cause.empty() ? "is not there" : cause};
    case OfflineStatus::cloud:
        return {Icon::cloud, cause.empty() ? "is in the cloud and not on this machine" : cause};
    case OfflineStatus::pending:
        // For a moment everything that is looked at is pending.
        return cause.empty() ? RowStatus() : RowStatus{Icon::pending, cause};
    case OfflineStatus::present:
        break;
    }
    return cause.empty() ? RowStatus() : RowStatus{Icon::fault, cause};
}

std::string tooltipOf(const FileRow& row, const AudioAsset* asset)
{
    auto text = row.path.filename().string();
    if (row.isFolder)
        return text;
    std::string facts;
    for (const auto column : {Column::length, Column::rate, Column::type, Column::bytes, Column::key, Column::tempo})
        if (const auto value = textOf(row, column); !value.empty())
            facts.append(facts.empty() ? "" : "   ").append(value).append(column == Column::tempo ? " BPM" : "");
    addLine(text, facts);
    addLine(text, joined(row.labels));
    if (row.file != 0)
        addLine(text, row.path.parent_path().string());
    addLine(text, statusOf(row, asset).words);
    return text;
}

std::string spokenName(const FileRow& row, const AudioAsset* asset)
{
    auto text = row.path.filename().string() + (row.isFolder ? ", folder" : "");
    if (row.isFavourite)
        text += ", favourite";
    if (row.rating > 0)
        text.append(", ").append(std::to_string(row.rating)).append(row.rating == 1 ? " star" : " stars");
    for (int number = 1; number <= 7; ++number)
        if ((row.collections >> (number - 1) & 1) != 0)
            text.append(", ").append(collectionName(number));
    if (const auto status = statusOf(row, asset); status.icon != Icon::none)
        text.append(", ").append(status.words);
    return text;
}

std::string countText(std::size_t count, bool isExact)
{
    std::string text = isExact ? "" : "more than ";
    text.append(withCommas(isExact || count == 0 ? count : count - 1));
    return text.append(isExact && count == 1 ? " file" : " files");
}

} // namespace loophole::aura
