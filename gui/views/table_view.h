// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A table as all tables of the program look: whole rows, no grid, second-rank rows muted, Ctrl+C copies with header.

#include <QSortFilterProxyModel>
#include <QTableView>

namespace gui {

class TableView : public QTableView {
    Q_OBJECT

public:
    explicit TableView(QWidget* parent);
    /// Shows `model`, sorted by kSortRole where the user asks for it. The column given takes what room is left.
    void show(QAbstractItemModel* model, int stretched);
    /// kKeyRole of the selected row, or -1.
    [[nodiscard]] qint64 selectedKey() const;
    void selectKey(qint64 key);
    /// Rows whose text contains it, whatever the case.
    void filter(const QString& text) { m_sorted->setFilterFixedString(text); }
    /// The table as text with tabs, header first: all rows, or the selected ones.
    [[nodiscard]] QString asText() const;

Q_SIGNALS:
    void keySelected(qint64 key);
    void keyActivated(qint64 key);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    QSortFilterProxyModel* m_sorted = nullptr;
};

} // namespace gui
