// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A table over an immutable vector of rows: columns say how a row is read, views read roles. Rows with the same keys as
// before are an update, so that selection and scrolling stay; other keys are another table.

#include <functional>
#include <vector>

#include <QAbstractTableModel>
#include <QVariant>

namespace gui {

/// Sorting reads this role: the value behind the text.
inline constexpr int kSortRole = Qt::UserRole;
/// The row's key.
inline constexpr int kKeyRole = Qt::UserRole + 1;
/// Whether the row is second rank and drawn muted.
inline constexpr int kMutedRole = Qt::UserRole + 2;
/// A colour that marks the row, where it has one: a categoryColor index.
inline constexpr int kMarkRole = Qt::UserRole + 3;

template <typename Row>
struct Column {
    QString title;
    QString tip; ///< what the column means
    std::function<QVariant(const Row&)> text;
    std::function<QVariant(const Row&)> sort; ///< empty: the text
    bool isNumber = false;
};

template <typename Row>
class TableModel : public QAbstractTableModel {
public:
    using Key = std::function<qint64(const Row&)>;

    TableModel(std::vector<Column<Row>> columns, Key key, QObject* parent)
        : QAbstractTableModel(parent), m_columns(std::move(columns)), m_key(std::move(key))
    {
    }

    void setMuted(std::function<bool(const Row&)> isMuted) { m_isMuted = std::move(isMuted); }
    void setTips(std::function<QString(const Row&)> tip) { m_tip = std::move(tip); }
    void setMarks(std::function<int(const Row&)> mark) { m_mark = std::move(mark); }

    void setRows(std::vector<Row> rows)
    {
        if (sameKeys(rows, m_rows.size())) {
            m_rows = std::move(rows);
            if (!m_rows.empty()) {
                Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
            }
        } else if (rows.size() > m_rows.size() && (m_rows.empty() || sameKeys(rows, m_rows.size(), m_rows.size()))) {
            beginInsertRows({}, rowCount(), static_cast<int>(rows.size()) - 1);
            m_rows = std::move(rows);
            endInsertRows();
        } else {
            beginResetModel();
            m_rows = std::move(rows);
            endResetModel();
        }
    }
    [[nodiscard]] const std::vector<Row>& rows() const { return m_rows; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
    }
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
    }
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override
    {
        if (!index.isValid() || index.row() >= rowCount() || index.column() >= columnCount()) {
            return {};
        }
        const Row& row = m_rows[static_cast<std::size_t>(index.row())];
        const Column<Row>& column = m_columns[static_cast<std::size_t>(index.column())];
        switch (role) {
        case Qt::DisplayRole:
            return column.text(row);
        case kSortRole:
            return column.sort ? column.sort(row) : column.text(row);
        case kKeyRole:
            return m_key(row);
        case kMutedRole:
            return m_isMuted && m_isMuted(row);
        case kMarkRole:
            return m_mark ? QVariant(m_mark(row)) : QVariant();
        case Qt::ToolTipRole:
            return m_tip ? QVariant(m_tip(row)) : QVariant();
        case Qt::TextAlignmentRole:
            return QVariant::fromValue(
                Qt::Alignment((column.isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
        default:
            return {};
        }
    }
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override
    {
        if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) {
            return {};
        }
        const Column<Row>& column = m_columns[static_cast<std::size_t>(section)];
        switch (role) {
        case Qt::DisplayRole:
            return column.title;
        case Qt::ToolTipRole:
            return column.tip;
        case Qt::TextAlignmentRole:
            return QVariant::fromValue(
                Qt::Alignment((column.isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
        default:
            return {};
        }
    }

private:
    /// Whether the first `count` rows have the keys of ours, and there are `count` of them (or more, with `least`).
    [[nodiscard]] bool sameKeys(const std::vector<Row>& rows, std::size_t count, std::size_t least = 0) const
    {
        if (least == 0 ? rows.size() != count : rows.size() < least) {
            return false;
        }
        for (std::size_t i = 0; i < count; ++i) {
            if (m_key(rows[i]) != m_key(m_rows[i])) {
                return false;
            }
        }
        return true;
    }

    std::vector<Column<Row>> m_columns;
    Key m_key;
    std::function<bool(const Row&)> m_isMuted;
    std::function<QString(const Row&)> m_tip;
    std::function<int(const Row&)> m_mark;
    std::vector<Row> m_rows;
};

} // namespace gui
