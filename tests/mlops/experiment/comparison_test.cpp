// SPDX-License-Identifier: GPL-3.0-or-later
#include "mlops/experiment/comparison_report.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

using namespace mlops;

namespace {

Comparison madeUp()
{
    Comparison comparison{
        .protocol = "harmone-2025", .data = "made up", .energy = "recorded figures", .baseline = "lr"};
    comparison.rows.push_back(
        {"lr", "LR", "reference", {1, 2}, {{.r2 = 0.75, .energy_mj = 12.12}, {.r2 = 0.75, .energy_mj = 12.12}}});
    comparison.rows.push_back({"harmone",
                               "HarmonE",
                               "reference",
                               {1, 2},
                               {{.r2 = 0.85, .energy_mj = 20.1, .leftOut_mj = 19.8, .switches = 6},
                                {.r2 = 0.87, .energy_mj = 21.3, .leftOut_mj = 18.8, .switches = 8}}});
    return comparison;
}

} // namespace

TEST(ComparisonReport, GivesJsonInTheDocumentedShape)
{
    const auto json = nlohmann::json::parse(report(madeUp(), ReportFormat::Json));
    EXPECT_EQ(json.at("protocol"), "harmone-2025");
    const auto& row = json.at("rows").at(1);
    EXPECT_EQ(row.at("approach"), "harmone");
    EXPECT_EQ(row.at("seeds"), (std::vector<int>{1, 2}));
    for (const char* name : {"r2", "energy_mj", "inference_mj", "inference_us", "switches", "retrainings"}) {
        for (const char* part : {"mean", "lo", "hi"}) {
            EXPECT_TRUE(row.at(name).at(part).is_number()) << name << " " << part;
        }
    }
    EXPECT_NEAR(row.at("r2").at("mean").get<double>(), 0.86, 1e-12);
}

TEST(ComparisonReport, NamesTheBaselineAndWhatIsLeftOut)
{
    const std::string text = report(madeUp(), ReportFormat::Text);
    EXPECT_NE(text.find("R2 vs LR"), std::string::npos);
    EXPECT_NE(text.find("+0.11"), std::string::npos);
    EXPECT_NE(text.find("Left out, as the published account does"), std::string::npos);
    EXPECT_NE(report(madeUp(), ReportFormat::Latex).find("\\toprule"), std::string::npos);
    EXPECT_EQ(report(madeUp(), ReportFormat::Markdown).find("±") == std::string::npos, false);
}

TEST(ComparisonReport, WritesOneRawLineARun)
{
    const std::string csv = report(madeUp(), ReportFormat::Csv);
    EXPECT_EQ(std::ranges::count(csv, '\n'), 5);
    EXPECT_NE(csv.find("harmone,reference,2,0.87,0,21.3,0,18.8"), std::string::npos) << csv;
}

TEST(TradeoffChart, ShowsEveryApproachOnce)
{
    const std::string svg = tradeoffChart(madeUp());
    EXPECT_EQ(svg.find("nan"), std::string::npos);
    EXPECT_NE(svg.find(">HarmonE<"), std::string::npos);
    EXPECT_NE(svg.find(">LR<"), std::string::npos);
    EXPECT_TRUE(svg.starts_with("<svg") && svg.ends_with("</svg>\n"));
}
