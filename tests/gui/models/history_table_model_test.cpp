// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/history_table_model.h"

#include <QAbstractItemModelTester>
#include <gtest/gtest.h>

#include "gui/models/health_table_model.h"
#include "tests/gui/made_up_city.h"

namespace {

using gui::HistoryTableModel;

TEST(HistoryTableModel, IsASoundModelWhileItsHistoryChanges)
{
    HistoryTableModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Warning);
    const auto history = gui_test::makeHistory();
    model.setHistory(history);
    EXPECT_EQ(model.rowCount(), static_cast<int>(history->samples.size()));
    model.setHistory(nullptr);
    EXPECT_EQ(model.rowCount(), 0);
}

TEST(HistoryTableModel, SaysHowEachReadingIsKnownAndLeavesImputedOutOfResiduals)
{
    HistoryTableModel model;
    model.setHistory(gui_test::makeHistory());
    EXPECT_EQ(model.index(130, HistoryTableModel::HowKnown).data().toString(), QStringLiteral("imputed"));
    EXPECT_EQ(model.index(130, HistoryTableModel::Residual).data().toString(), QString(QChar(0x2013)));
    EXPECT_NE(model.index(100, HistoryTableModel::Residual).data().toString(), QString(QChar(0x2013)));
    EXPECT_EQ(model.index(0, HistoryTableModel::Time).data().toString(), QStringLiteral("Tue 4 Oct 00:00"));
}

TEST(HistoryTableModel, CopiesWithHeaderOneLineARow)
{
    HistoryTableModel model;
    model.setHistory(gui_test::makeHistory());
    const QStringList lines = model.asText().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    ASSERT_EQ(lines.size(), model.rowCount() + 1);
    EXPECT_TRUE(lines[0].startsWith(QStringLiteral("Time\tFlow, veh/h\t")));
    EXPECT_EQ(lines[5].count(QLatin1Char('\t')), HistoryTableModel::Columns - 1);
}

TEST(HealthTableModel, NamesTheFirstFailingTestAndItsEvidence)
{
    gui::HealthTableModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Warning);
    model.setDays(gui_test::makeHistory()->health);
    ASSERT_EQ(model.rowCount(), 3);
    EXPECT_EQ(model.index(1, gui::HealthTableModel::Test).data().toString(), QStringLiteral("card off"));
    EXPECT_TRUE(model.index(1, gui::HealthTableModel::Verdict).data().toString().endsWith(QStringLiteral("bad")));
    EXPECT_EQ(model.index(0, gui::HealthTableModel::Observed).data().toString(), QStringLiteral("100 %"));
}

} // namespace
