// SPDX-License-Identifier: GPL-3.0-or-later
// The one item model there is, under Qt's own tester; its warnings are failures here.
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <gtest/gtest.h>

#include "gui/models/table_model.h"

using gui::TableModel;

namespace {

struct Row {
    qint64 key = 0;
    int value = 0;
};

struct Table : ::testing::Test {
    TableModel<Row> model{{{QStringLiteral("value"), {}, [](const Row& row) { return row.value; }, {}, true}},
                          [](const Row& row) { return row.key; },
                          nullptr};
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::Warning};
    QSignalSpy resets{&model, &QAbstractItemModel::modelReset};
    QSignalSpy changes{&model, &QAbstractItemModel::dataChanged};
    QSignalSpy inserts{&model, &QAbstractItemModel::rowsInserted};
};

} // namespace

TEST_F(Table, UpdatesInPlaceWhereTheKeysAreTheSame)
{
    model.setRows({{1, 10}, {2, 20}});
    const QPersistentModelIndex second = model.index(1, 0);
    model.setRows({{1, 11}, {2, 21}});
    EXPECT_EQ(changes.count(), 1);
    EXPECT_TRUE(second.isValid());
    EXPECT_EQ(second.data().toInt(), 21);
}

TEST_F(Table, GrowsWithoutForgettingWhatWasSelected)
{
    model.setRows({{1, 10}});
    const QPersistentModelIndex first = model.index(0, 0);
    model.setRows({{1, 10}, {2, 20}, {3, 30}});
    EXPECT_EQ(inserts.count(), 2);
    EXPECT_TRUE(first.isValid());
    EXPECT_EQ(model.rowCount(), 3);
}

TEST_F(Table, IsAnotherTableWhereTheKeysAreOthers)
{
    model.setRows({{1, 10}, {2, 20}});
    model.setRows({{3, 10}});
    EXPECT_EQ(resets.count(), 1);
    EXPECT_EQ(model.data(model.index(0, 0), gui::kKeyRole).toLongLong(), 3);
}
