#pragma once

#include <string>

namespace loophole::cli
{

/** How far long work is, on a terminal's stderr; silent where that is a file or a pipe. */
class Progress
{
public:
    explicit Progress(std::string label);
    /** Clears its line. */
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    /** `share` of the work that is done, 0 … 1. */
    void show(double share);

private:
    std::string label;
    bool isTerminal;
    int shownPercent = -1;
};

} // namespace loophole::cli
