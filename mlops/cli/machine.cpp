// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/cli/machine.h"

#include <chrono>
#include <fstream>
#include <random>
#include <thread>

#include <sys/utsname.h>

#include "twin/core/text.h"
#include "twin/core/time.h"

namespace mlops {

namespace {

/// A random (version 4) UUID: it only names a run, nothing is computed from it.
std::string freshUuid()
{
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::random_device chance;
    std::string uuid = "xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx";
    for (char& digit : uuid) {
        if (digit == 'x') {
            digit = kDigits[chance() % 16];
        } else if (digit == 'y') {
            digit = kDigits[8 + chance() % 4];
        }
    }
    return uuid;
}

std::string operatingSystem()
{
    utsname names{};
    return uname(&names) == 0 ? twin::concat(names.sysname, ' ', names.release, ' ', names.machine) : "unknown";
}

} // namespace

std::string processorName()
{
    std::ifstream info("/proc/cpuinfo");
    std::string line;
    while (std::getline(info, line)) {
        if (line.starts_with("model name")) {
            return std::string(twin::trim(std::string_view(line).substr(line.find(':') + 1)));
        }
    }
    return "unknown";
}

RunIdentity identityOfRun(const std::string& name)
{
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    return {.id = freshUuid(),
            .name = name,
            .createdUtc = twin::isoTime(now),
            .appVersion = GREENLOOP_VERSION,
            .cpu = processorName(),
            .threads = std::thread::hardware_concurrency(),
            .os = operatingSystem()};
}

} // namespace mlops
