// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "mlops/experiment/comparison_report.h"
#include "twin/core/even_steps.h"
#include "twin/core/text.h"

namespace mlops {

namespace {

using twin::concat;
using twin::fixed;

constexpr double kWidth = 900.0;
constexpr double kHeight = 560.0;
constexpr double kLeft = 78.0;
constexpr double kRight = 30.0;
constexpr double kTop = 64.0;
constexpr double kBottom = 92.0;
constexpr const char* kInk = "#1f2933";
constexpr const char* kFaint = "#9aa5b1";
constexpr const char* kGrid = "#e4e7eb";
constexpr const char* kPublished = "#3e6da5";
constexpr const char* kOurs = "#d9722b";
constexpr const char* kNaive = "#7b8794";

struct Mark {
    std::string title;
    const char* colour = kPublished;
    MeanInterval energy;
    MeanInterval r2;
    double x = 0.0;
    double y = 0.0;
    double labelX = 0.0;
    double labelY = 0.0;
    bool labelLeft = false;
};

/// A linear axis with round steps.
struct Axis {
    double from = 0.0;
    double to = 1.0;
    double step = 0.1;

    static Axis over(double least, double most, int steps)
    {
        const double rough = std::max(1e-9, (most - least) / steps);
        const double power = std::pow(10.0, std::floor(std::log10(rough)));
        const double multiple = rough / power;
        const double step = power * (multiple <= 1.0 ? 1.0 : multiple <= 2.0 ? 2.0 : multiple <= 5.0 ? 5.0 : 10.0);
        return {std::floor(least / step) * step, std::ceil(most / step) * step, step};
    }
    [[nodiscard]] std::vector<double> values() const { return twin::evenSteps(from, to, step); }
    [[nodiscard]] int decimals() const { return std::max(0, -static_cast<int>(std::floor(std::log10(step) + 1e-9))); }
};

struct Plane {
    Axis x;
    Axis y;
    [[nodiscard]] double px(double value) const
    {
        return kLeft + (value - x.from) / (x.to - x.from) * (kWidth - kLeft - kRight);
    }
    [[nodiscard]] double py(double value) const
    {
        return kHeight - kBottom - (value - y.from) / (y.to - y.from) * (kHeight - kTop - kBottom);
    }
};

std::string coordinate(double value) { return fixed(value, 1); }

std::string line(double x1, double y1, double x2, double y2, std::string_view style)
{
    return concat("<line x1=\"", coordinate(x1), "\" y1=\"", coordinate(y1), "\" x2=\"", coordinate(x2), "\" y2=\"",
                  coordinate(y2), "\" ", style, "/>\n");
}

std::string text(double x, double y, std::string_view content, std::string_view style)
{
    return concat("<text x=\"", coordinate(x), "\" y=\"", coordinate(y), "\" ", style, ">", content, "</text>\n");
}

const char* colourOf(const ComparisonRow& row)
{
    if (row.approach == "persistence" || row.approach == "seasonal-naive") {
        return kNaive;
    }
    return row.approach == "frugal" ? kOurs : kPublished;
}

std::vector<Mark> marksOf(const Comparison& comparison)
{
    std::vector<Mark> marks;
    for (const ComparisonRow& row : comparison.rows) {
        marks.push_back({.title = row.title,
                         .colour = colourOf(row),
                         .energy = row.over(&ComparisonCell::energy_mj),
                         .r2 = row.over(&ComparisonCell::r2)});
    }
    return marks;
}

Plane planeFor(const std::vector<Mark>& marks)
{
    double energy = 0.0;
    double least = 1.0;
    double most = 0.0;
    for (const Mark& mark : marks) {
        energy = std::max(energy, mark.energy.mean);
        least = std::min(least, mark.r2.mean);
        most = std::max(most, mark.r2.mean);
    }
    const double margin = 0.04 * std::max(0.01, most - least);
    return {Axis::over(0.0, std::max(1e-6, energy * 1.08), 8),
            Axis::over(least - margin, std::min(1.0, most + margin), 6)};
}

std::string gridOf(const Plane& plane)
{
    std::string svg;
    for (const double value : plane.x.values()) {
        svg += line(plane.px(value), kTop, plane.px(value), kHeight - kBottom, concat("stroke=\"", kGrid, "\""));
        svg += text(plane.px(value), kHeight - kBottom + 20, fixed(value, plane.x.decimals()),
                    "text-anchor=\"middle\" class=\"tick\"");
    }
    for (const double value : plane.y.values()) {
        svg += line(kLeft, plane.py(value), kWidth - kRight, plane.py(value), concat("stroke=\"", kGrid, "\""));
        svg += text(kLeft - 10, plane.py(value) + 4, fixed(value, plane.y.decimals()),
                    "text-anchor=\"end\" class=\"tick\"");
    }
    return svg;
}

/// The marks that no other mark beats in both directions, joined as steps.
std::string paretoLine(std::vector<Mark> marks, const Plane& plane)
{
    std::ranges::sort(marks, [](const Mark& a, const Mark& b) {
        return std::pair(a.energy.mean, -a.r2.mean) < std::pair(b.energy.mean, -b.r2.mean);
    });
    std::string points;
    double best = -1e9;
    double lastY = 0.0;
    for (const Mark& mark : marks) {
        if (mark.r2.mean <= best) {
            continue;
        }
        const double x = plane.px(mark.energy.mean);
        const double y = plane.py(mark.r2.mean);
        if (!points.empty()) {
            points += concat(' ', coordinate(x), ',', coordinate(lastY));
        }
        points += concat(points.empty() ? "" : " ", coordinate(x), ',', coordinate(y));
        best = mark.r2.mean;
        lastY = y;
    }
    points += concat(' ', coordinate(kWidth - kRight), ',', coordinate(lastY));
    return concat("<polyline points=\"", points, "\" fill=\"none\" stroke=\"", kFaint,
                  "\" stroke-width=\"1.5\" stroke-dasharray=\"5 4\"/>\n");
}

/// From where to where a mark's label reaches, in pixels.
std::pair<double, double> extent(const Mark& mark)
{
    const double length = 7.2 * static_cast<double>(mark.title.size());
    return mark.labelLeft ? std::pair(mark.labelX - length, mark.labelX) : std::pair(mark.labelX, mark.labelX + length);
}

bool labelsMeet(const Mark& a, const Mark& b)
{
    const auto [aFrom, aTo] = extent(a);
    const auto [bFrom, bTo] = extent(b);
    return std::fabs(a.labelY - b.labelY) < 15.0 && aFrom < bTo && bFrom < aTo;
}

bool labelCovers(const Mark& label, const Mark& mark)
{
    const auto [from, to] = extent(label);
    return mark.x > from - 7.0 && mark.x < to + 7.0 && std::fabs(mark.y - (label.labelY - 4.0)) < 11.0;
}

/// Puts each label where it meets no earlier label and no mark: right of its mark, left, or further up or down.
void placeLabels(std::vector<Mark>& marks, const Plane& plane)
{
    constexpr std::array<double, 9> kShifts{0.0, -16.0, 16.0, -32.0, 32.0, -48.0, 48.0, -64.0, 64.0};
    for (Mark& mark : marks) {
        mark.x = plane.px(mark.energy.mean);
        mark.y = plane.py(mark.r2.mean);
    }
    for (std::size_t i = 0; i < marks.size(); ++i) {
        Mark& mark = marks[i];
        for (std::size_t attempt = 0; attempt < 2 * kShifts.size(); ++attempt) {
            mark.labelLeft = attempt % 2 == 1;
            mark.labelX = mark.x + (mark.labelLeft ? -10.0 : 10.0);
            mark.labelY = mark.y + 4.0 + kShifts[attempt / 2];
            const auto [from, to] = extent(mark);
            const bool inside = mark.labelY > kTop + 10.0 && mark.labelY < kHeight - kBottom - 4.0 && from > kLeft &&
                                to < kWidth - kRight;
            const auto placed = marks.begin() + static_cast<std::ptrdiff_t>(i);
            const bool meets = std::any_of(marks.begin(), placed, [&](const Mark& m) { return labelsMeet(mark, m); }) ||
                               std::ranges::any_of(marks, [&](const Mark& m) { return labelCovers(mark, m); });
            if (inside && !meets) {
                break;
            }
        }
    }
}

/// A thin line from a label to its mark where the label had to go elsewhere.
std::string leaderOf(const Mark& mark)
{
    if (std::fabs(mark.labelY - 4.0 - mark.y) < 10.0) {
        return "";
    }
    return line(mark.x, mark.y, mark.labelX + (mark.labelLeft ? 2.0 : -2.0), mark.labelY - 4.0,
                concat("stroke=\"", kFaint, "\" stroke-width=\"0.8\""));
}

std::string markOf(const Mark& mark, const Plane& plane)
{
    const std::string stroke = concat("stroke=\"", mark.colour, "\" stroke-width=\"1.4\"");
    std::string svg = "<g clip-path=\"url(#plane)\">\n";
    svg += line(plane.px(mark.energy.lo), mark.y, plane.px(mark.energy.hi), mark.y, stroke);
    svg += line(mark.x, plane.py(mark.r2.lo), mark.x, plane.py(mark.r2.hi), stroke) + "</g>\n" + leaderOf(mark);
    svg += concat("<circle cx=\"", coordinate(mark.x), "\" cy=\"", coordinate(mark.y), "\" r=\"5.5\" fill=\"",
                  mark.colour, "\"><title>", mark.title, ": R2 ", fixed(mark.r2.mean, 4), ", ",
                  fixed(mark.energy.mean, 3), " mJ</title></circle>\n");
    return svg + text(mark.labelX, mark.labelY, mark.title,
                      concat("text-anchor=\"", mark.labelLeft ? "end" : "start",
                             "\" style=\"paint-order:stroke;stroke:white;stroke-width:5px;fill:", mark.colour,
                             "\" class=\"label\""));
}

} // namespace

std::string tradeoffChart(const Comparison& comparison)
{
    std::vector<Mark> marks = marksOf(comparison);
    const Plane plane = planeFor(marks);
    placeLabels(marks, plane);
    const double middle = kLeft + 0.5 * (kWidth - kLeft - kRight);
    std::string svg =
        concat("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ", coordinate(kWidth), " ", coordinate(kHeight),
               "\" role=\"img\" aria-label=\"Accuracy against energy\">\n"
               "<style>text{font-family:'Source Sans 3','DejaVu Sans',Arial,sans-serif;fill:",
               kInk,
               "}.tick{font-size:12px}.label{font-size:13px}.title{font-size:17px;font-weight:600}"
               ".note{font-size:11px}</style>\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
    svg += text(kLeft, 30, "What accuracy costs: R2 against energy per forecast", "class=\"title\"");
    svg += text(kLeft, 50,
                concat(comparison.data, ", protocol ", comparison.protocol,
                       "; bars: 95 % interval over seeds; dashed: nothing is both cheaper and better"),
                "class=\"note\"");
    svg += concat("<clipPath id=\"plane\"><rect x=\"", coordinate(kLeft), "\" y=\"", coordinate(kTop), "\" width=\"",
                  coordinate(kWidth - kLeft - kRight), "\" height=\"", coordinate(kHeight - kTop - kBottom),
                  "\"/></clipPath>\n");
    svg += gridOf(plane) + paretoLine(marks, plane);
    for (const Mark& mark : marks) {
        svg += markOf(mark, plane);
    }
    svg += text(middle, kHeight - kBottom + 42, "energy per forecast, everything counted (mJ)",
                "text-anchor=\"middle\" class=\"label\"");
    svg += text(0, 0, "R2",
                concat("transform=\"translate(24 ", coordinate(0.5 * (kTop + kHeight - kBottom)),
                       ") rotate(-90)\" text-anchor=\"middle\" class=\"label\""));
    svg += text(kLeft, kHeight - 14, concat("Energy: ", comparison.energy), "class=\"note\"");
    return svg + "</svg>\n";
}

} // namespace mlops
