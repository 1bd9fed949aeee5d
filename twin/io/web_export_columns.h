// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Which column of a PeMS web export holds what. The pages let their user choose, so no two files agree.

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "twin/core/result.h"
#include "twin/io/file_tally.h"
#include "twin/sensing/measurements.h"

namespace twin {

/// Flow, occupancy and speed of one lane or of all.
struct AmountColumns {
    std::optional<std::size_t> flow;
    std::optional<std::size_t> occupancy;
    std::optional<std::size_t> speed;
};

class WebExportColumns {
public:
    /// Reads the header; upper and lower case are the same.
    /// Errors: what is wrong with it, if there is no time column in steps of 5 minutes or no flow.
    [[nodiscard]] static tl::expected<WebExportColumns, FieldFault> open(std::span<const std::string_view> header);

    [[nodiscard]] std::size_t count() const { return m_count; }
    [[nodiscard]] std::size_t time() const { return m_time; }
    [[nodiscard]] bool hasObserved() const { return m_observed.has_value(); }
    /// The names of columns that are not used.
    [[nodiscard]] const std::vector<std::string>& unused() const { return m_unused; }

    /// Reads one row. Requires: at least count() fields. Ensures: what is wrong with a field, if anything is; else
    /// `reading` is set, and `lanes` raised to what the row tells of them.
    [[nodiscard]] std::optional<FieldFault> read(std::span<const std::string_view> fields, Observation& reading,
                                                 int& lanes) const;

private:
    bool take(std::string_view name, std::size_t column);
    bool takeLane(std::string_view name, std::size_t column);
    void addUpLanes(std::span<const Observation> lanes, Observation& reading) const;

    std::size_t m_count = 0;
    std::size_t m_time = 0;
    bool m_hasTime = false;
    AmountColumns m_total;
    std::vector<AmountColumns> m_lanes; ///< lane 1 first
    std::optional<std::size_t> m_points;
    std::optional<std::size_t> m_observed;
    std::vector<std::string> m_unused;
};

/// Whether a header is that of a PeMS web export, of whatever step.
[[nodiscard]] bool looksLikeWebExport(std::span<const std::string_view> header);

} // namespace twin
