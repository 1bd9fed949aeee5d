// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Streams and samples for the tests of mlops/drift: the recorded ones of tests/data/drift, and drawn ones.

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <numbers>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "mlops/drift/drift_detector.h"
#include "tests/source_dir.h"
#include "twin/core/random.h"
#include "twin/core/text.h"

/// One column of a comma-separated file with one line of names.
inline std::vector<double> readColumn(const std::filesystem::path& file, std::size_t column = 0)
{
    std::ifstream lines(file);
    EXPECT_TRUE(lines) << "cannot read " << file;
    std::vector<double> values;
    std::string line;
    std::getline(lines, line);
    while (std::getline(lines, line)) {
        const auto value = twin::parseNumber(twin::trim(twin::split(line, ',').at(column)));
        EXPECT_TRUE(value) << "no number in '" << line << "' of " << file;
        values.push_back(value.value_or(0.0));
    }
    return values;
}

inline std::vector<double> recorded(const std::string& name, std::size_t column = 0)
{
    return readColumn(sourceDirectory() / "tests" / "data" / "drift" / name, column);
}

/// What a detector answers to each value of a stream.
inline std::vector<mlops::DriftState> answers(mlops::DriftDetector& detector, const std::vector<double>& stream)
{
    std::vector<mlops::DriftState> states;
    states.reserve(stream.size());
    for (const double x : stream) {
        states.push_back(detector.update(x));
    }
    return states;
}

/// The 0-based indices at which a state was answered.
inline std::vector<std::size_t> indicesOf(mlops::DriftState state, const std::vector<mlops::DriftState>& states)
{
    std::vector<std::size_t> indices;
    for (std::size_t i = 0; i < states.size(); ++i) {
        if (states[i] == state) {
            indices.push_back(i);
        }
    }
    return indices;
}

/// Flows like those of a loop detector: a daily wave of 288 intervals, noise, whole vehicles, never negative.
inline std::vector<double> dailyFlows(std::size_t count, twin::RandomStream& random)
{
    std::vector<double> flows(count);
    for (std::size_t t = 0; t < count; ++t) {
        const double angle = 2.0 * std::numbers::pi * static_cast<double>(t % 288) / 288.0;
        flows[t] = std::max(0.0, std::round(98.0 + 80.0 * std::sin(angle) + 15.0 * random.normal()));
    }
    return flows;
}

inline std::vector<double> normals(std::size_t count, twin::RandomStream& random)
{
    std::vector<double> values(count);
    for (double& x : values) {
        x = random.normal();
    }
    return values;
}

/// Every value times `factor`, plus `offset`.
inline std::vector<double> transformed(std::vector<double> values, double factor, double offset)
{
    for (double& x : values) {
        x = factor * x + offset;
    }
    return values;
}
