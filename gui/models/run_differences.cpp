// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/run_differences.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <optional>

#include <QCoreApplication>

#include "gui/bridge/qt_text.h"
#include "gui/models/time_text.h"

namespace gui {

namespace {

/// A result of a run, and which way is better.
struct Measure {
    const char* name;
    double (*of)(const mlops::ComparisonCell&);
    bool lessIsBetter;
    bool isVerdict; ///< whether better and worse make sense
};

const std::vector<Measure>& measures()
{
    using Cell = mlops::ComparisonCell;
    static const std::vector<Measure> kMeasures{{QT_TRANSLATE_NOOP("gui::RunDifferences", "R² of the forecasts"),
                                                 [](const Cell& cell) { return cell.r2; }, false, true},
                                                {QT_TRANSLATE_NOOP("gui::RunDifferences", "Mean absolute error, veh"),
                                                 [](const Cell& cell) { return cell.mae; }, true, true},
                                                {QT_TRANSLATE_NOOP("gui::RunDifferences", "Energy per forecast, mJ"),
                                                 [](const Cell& cell) { return cell.energy_mj; }, true, true},
                                                {QT_TRANSLATE_NOOP("gui::RunDifferences", "Inference per forecast, µJ"),
                                                 [](const Cell& cell) { return cell.inference_mj * 1e3; }, true, true},
                                                {QT_TRANSLATE_NOOP("gui::RunDifferences", "Switches"),
                                                 [](const Cell& cell) { return cell.switches; }, true, false},
                                                {QT_TRANSLATE_NOOP("gui::RunDifferences", "Retrainings"),
                                                 [](const Cell& cell) { return cell.retrainings; }, true, false}};
    return kMeasures;
}

QString verdictOf(const Measure& measure, double first, double last)
{
    const double change = last - first;
    if (change == 0.0) {
        return QCoreApplication::translate("gui::RunDifferences", "the same");
    }
    const QString percent = first != 0.0 ? QStringLiteral(" (%1%2 %)")
                                               .arg(change > 0 ? QStringLiteral("+") : QString(),
                                                    numberText(change / std::fabs(first) * 100.0, 2))
                                         : QString();
    const QString amount = (change > 0 ? QStringLiteral("+") : QString()) + numberText(change, 3) + percent;
    if (!measure.isVerdict || std::fabs(change) < 0.002 * std::fabs(first)) {
        return amount;
    }
    return ((change < 0.0) == measure.lessIsBetter ? QStringLiteral("▲ better  ") : QStringLiteral("▼ worse  ")) +
           amount;
}

QString valueOf(const ComparedRun& run, const std::string& setting)
{
    const auto& settings = run.run.description.settings;
    const auto found = std::ranges::find(settings, setting, &std::pair<std::string, std::string>::first);
    return found == settings.end() ? QStringLiteral("–") : qtText(found->second);
}

/// Settings that differ between any two runs by their nature and say nothing.
bool isIdentity(const std::string& name)
{
    return name == "run_id" || name == "name" || name == "created_utc" || name == "policy.sha256" ||
           name.starts_with("host.");
}

void addSettings(const std::vector<RunGroup>& groups, std::vector<DifferenceRow>& rows)
{
    std::vector<std::string> names;
    for (const RunGroup& group : groups) {
        for (const auto& [name, value] : group.runs.front()->run.description.settings) {
            if (!isIdentity(name) && std::ranges::find(names, name) == names.end()) {
                names.push_back(name);
            }
        }
    }
    for (const std::string& name : names) {
        DifferenceRow row{.name = qtText(name)};
        row.name.replace(QLatin1Char('.'), QStringLiteral(" › ")).replace(QLatin1Char('_'), QLatin1Char(' '));
        for (const RunGroup& group : groups) {
            QStringList values;
            for (const ComparedRunPtr& run : group.runs) {
                values << valueOf(*run, name);
            }
            values.removeDuplicates();
            row.values << values.join(QStringLiteral(", "));
        }
        if (std::ranges::any_of(row.values, [&](const QString& value) { return value != row.values.front(); })) {
            rows.push_back(std::move(row));
        }
    }
}

/// Mean and standard deviation of a measure over the seeds of a group; nothing where no run was scored.
struct Summary {
    double mean = 0.0;
    double sd = 0.0;
    std::size_t count = 0;
};

std::optional<Summary> summaryOf(const Measure& measure, const RunGroup& group)
{
    Summary summary;
    std::vector<double> values;
    for (const ComparedRunPtr& run : group.runs) {
        if (const auto cell = cellOf(run->totals)) {
            values.push_back(measure.of(*cell));
            summary.mean += values.back();
        }
    }
    if (values.empty()) {
        return std::nullopt;
    }
    summary.count = values.size();
    summary.mean /= static_cast<double>(values.size());
    for (const double value : values) {
        summary.sd += (value - summary.mean) * (value - summary.mean);
    }
    summary.sd = values.size() > 1 ? std::sqrt(summary.sd / static_cast<double>(values.size() - 1)) : 0.0;
    return summary;
}

QString textOf(const Summary& summary)
{
    return summary.count > 1 ? QStringLiteral("%1 ± %2").arg(numberText(summary.mean, 4), numberText(summary.sd, 2))
                             : numberText(summary.mean, 4);
}

/// Everything that makes two runs the same but for their seed.
std::string kindOf(const ComparedRun& run)
{
    std::string kind;
    for (const auto& [name, value] : run.run.description.settings) {
        if (!isIdentity(name) && name != "seed") {
            kind.append(name).append("=").append(value).append("\n");
        }
    }
    return kind;
}

} // namespace

QString RunGroup::title() const
{
    const QString name = qtText(runs.front()->run.description.approachTitle);
    return runs.size() == 1
               ? name
               : QCoreApplication::translate("gui::RunDifferences", "%1, %2 seeds").arg(name).arg(runs.size());
}

std::vector<RunGroup> groupsOf(const std::vector<ComparedRunPtr>& runs, Seeds seeds)
{
    std::vector<RunGroup> groups;
    std::vector<std::string> kinds;
    for (const ComparedRunPtr& run : runs) {
        const std::string kind = kindOf(*run);
        const auto found = std::ranges::find(kinds, kind);
        if (seeds == Seeds::Together && found != kinds.end()) {
            groups[static_cast<std::size_t>(found - kinds.begin())].runs.push_back(run);
        } else {
            groups.push_back({QString(QChar(static_cast<char16_t>(u'A' + groups.size() % 26))), {run}});
            kinds.push_back(kind);
        }
    }
    return groups;
}

std::vector<DifferenceRow> differences(const std::vector<RunGroup>& groups)
{
    std::vector<DifferenceRow> rows;
    if (groups.empty()) {
        return rows;
    }
    for (const Measure& measure : measures()) {
        DifferenceRow row{.name = QCoreApplication::translate("gui::RunDifferences", measure.name), .isResult = true};
        for (const RunGroup& group : groups) {
            const auto summary = summaryOf(measure, group);
            row.values << (summary ? textOf(*summary) : QStringLiteral("–"));
        }
        const auto first = summaryOf(measure, groups.front());
        const auto last = summaryOf(measure, groups.back());
        row.verdict = groups.size() > 1 && first && last ? verdictOf(measure, first->mean, last->mean) : QString();
        const bool isSame = std::ranges::all_of(row.values, [&](const QString& text) { return text == row.values[0]; });
        if (measure.isVerdict || !isSame) { // only what differs; how good they are always
            rows.push_back(std::move(row));
        }
    }
    addSettings(groups, rows);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i].key = static_cast<qint64>(i);
    }
    return rows;
}

std::vector<ChartSeries> errorCurves(const std::vector<RunGroup>& groups)
{
    constexpr twin::Tick kStep = 12;
    std::vector<ChartSeries> bands;
    std::vector<ChartSeries> curves;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const RunGroup& group = groups[i];
        const twin::TimeAxis& axis = group.runs.front()->run.description.axis;
        const auto day = static_cast<twin::Tick>(86'400 / axis.step().count());
        std::vector<std::vector<RollingError>> errors;
        std::size_t points = std::numeric_limits<std::size_t>::max();
        for (const ComparedRunPtr& run : group.runs) {
            errors.push_back(rollingErrors(run->run.history, day, kStep));
            points = std::min(points, errors.back().size());
        }
        ChartSeries curve{.name = group.letter + QLatin1Char(' ') + group.title(),
                          .role = SeriesRole::Category,
                          .category = static_cast<int>(i)};
        ChartSeries band{.name = QCoreApplication::translate("gui::RunDifferences", "%1 ± sd").arg(group.letter),
                         .role = SeriesRole::CategoryBand,
                         .category = static_cast<int>(i)};
        for (std::size_t p = 0; p < points; ++p) {
            double mean = 0.0;
            double square = 0.0;
            for (const auto& one : errors) {
                mean += one[p].mae / static_cast<double>(errors.size());
            }
            for (const auto& one : errors) {
                square += (one[p].mae - mean) * (one[p].mae - mean);
            }
            const double sd = errors.size() > 1 ? std::sqrt(square / static_cast<double>(errors.size() - 1)) : 0.0;
            curve.x.push_back(secondsOf(axis.at(errors.front()[p].tick)));
            curve.y.push_back(static_cast<float>(mean));
            band.x.push_back(curve.x.back());
            band.y.push_back(static_cast<float>(mean - sd));
            band.upper.push_back(static_cast<float>(mean + sd));
        }
        if (errors.size() > 1) {
            bands.push_back(std::move(band));
        }
        curves.push_back(std::move(curve));
    }
    bands.insert(bands.end(), std::make_move_iterator(curves.begin()), std::make_move_iterator(curves.end()));
    return bands;
}

mlops::Comparison comparisonOf(const std::vector<ComparedRunPtr>& runs)
{
    mlops::Comparison comparison;
    for (const ComparedRunPtr& run : runs) {
        const RunDescription& description = run->run.description;
        const auto cell = cellOf(run->totals);
        if (!cell) {
            continue;
        }
        comparison.protocol = description.protocol;
        comparison.data = description.dataName;
        comparison.energy = description.energyMeter;
        auto found = std::ranges::find(comparison.rows, description.approach, &mlops::ComparisonRow::approach);
        if (found == comparison.rows.end()) {
            comparison.rows.push_back({description.approach, description.approachTitle, description.fidelity, {}, {}});
            found = comparison.rows.end() - 1;
        }
        found->seeds.push_back(description.seed);
        found->cells.push_back(*cell);
    }
    comparison.baseline = comparison.rows.empty() ? std::string() : comparison.rows.front().approach;
    return comparison;
}

} // namespace gui
