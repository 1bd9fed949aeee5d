// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/table_view.h"

#include <algorithm>

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>

#include "gui/models/table_model.h"
#include "gui/theme/colors.h"
#include "gui/theme/typography.h"

namespace gui {

namespace {

constexpr int kCellPad_px = 8;
constexpr int kHeadingPad_px = 34;
constexpr int kWidestColumn_px = 320; ///< longer texts are cut, and whole in the tooltip

/// Second-rank rows in a second-rank colour, marked rows with their colour, verdicts in theirs.
class RowDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        const Colors& colors = colorsOf(schemeOf(option->palette));
        option->state &= ~QStyle::State_HasFocus;
        const QString text = index.data().toString();
        QColor ink = index.data(kMutedRole).toBool() ? colors.textMuted : colors.text;
        if (text.startsWith(QStringLiteral("▲"))) {
            ink = colors.good;
        } else if (text.startsWith(QStringLiteral("▼")) || text.startsWith(QStringLiteral("✕"))) {
            ink = colors.bad;
        }
        option->palette.setColor(QPalette::Text, ink);
        option->palette.setColor(QPalette::HighlightedText, ink);
        if ((option->displayAlignment & Qt::AlignRight) != 0) {
            option->font = tabular(option->font);
        }
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        QStyleOptionViewItem shifted = option;
        const QVariant mark = index.data(kMarkRole);
        if (mark.isValid() && index.column() == 0) {
            QStyleOptionViewItem ground = option;
            initStyleOption(&ground, index);
            ground.text.clear();
            const QWidget* widget = option.widget;
            widget->style()->drawControl(QStyle::CE_ItemViewItem, &ground, painter, widget);
            painter->save();
            painter->setRenderHint(QPainter::Antialiasing);
            painter->setPen(Qt::NoPen);
            painter->setBrush(categoryColor(schemeOf(option.palette), mark.toInt()));
            painter->drawRoundedRect(QRectF(option.rect.left() + 8.0, option.rect.center().y() - 4.0, 9.0, 9.0), 2.5,
                                     2.5);
            painter->restore();
            shifted.rect.setLeft(option.rect.left() + 18);
        }
        QStyledItemDelegate::paint(painter, shifted, index);
    }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        QSize size = QStyledItemDelegate::sizeHint(option, index);
        if (index.column() == 0 && index.data(kMarkRole).isValid()) {
            size.rwidth() += 18;
        }
        // A column is as wide as its heading: the header's own hint forgets its padding and the mark of sorting.
        const QString heading = index.model()->headerData(index.column(), Qt::Horizontal).toString();
        size.setWidth(std::max(size.width() + kCellPad_px,
                               QFontMetrics(option.font).horizontalAdvance(heading) + kHeadingPad_px));
        return size;
    }
};

} // namespace

TableView::TableView(QWidget* parent) : QTableView(parent)
{
    m_sorted = new QSortFilterProxyModel(this);
    m_sorted->setSortRole(kSortRole);
    m_sorted->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_sorted->setFilterKeyColumn(-1);
    setItemDelegate(new RowDelegate(this));
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setShowGrid(false);
    setFrameShape(NoFrame);
    setWordWrap(false);
    setEditTriggers(NoEditTriggers);
    setHorizontalScrollMode(ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(QFontMetrics(font()).height() + 11);
    horizontalHeader()->setHighlightSections(false);
    connect(this, &QTableView::doubleClicked, this,
            [this](const QModelIndex& index) { Q_EMIT keyActivated(index.data(kKeyRole).toLongLong()); });
}

void TableView::show(QAbstractItemModel* model, int stretched)
{
    m_sorted->setSourceModel(model);
    setModel(m_sorted);
    setSortingEnabled(true);
    sortByColumn(-1, Qt::AscendingOrder);
    horizontalHeader()->setMaximumSectionSize(kWidestColumn_px);
    horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    horizontalHeader()->setSectionResizeMode(stretched, QHeaderView::Stretch);
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        if (selectedKey() >= 0) {
            Q_EMIT keySelected(selectedKey());
        }
    });
}

qint64 TableView::selectedKey() const
{
    const QModelIndex index = currentIndex();
    return index.isValid() ? index.data(kKeyRole).toLongLong() : -1;
}

void TableView::selectKey(qint64 key)
{
    for (int row = 0; row < m_sorted->rowCount(); ++row) {
        const QModelIndex index = m_sorted->index(row, 0);
        if (index.data(kKeyRole).toLongLong() == key) {
            const QSignalBlocker quiet(this);
            selectRow(row);
            scrollTo(index);
            return;
        }
    }
}

QString TableView::asText() const
{
    QStringList lines;
    QStringList header;
    for (int column = 0; column < m_sorted->columnCount(); ++column) {
        header << m_sorted->headerData(column, Qt::Horizontal).toString();
    }
    lines << header.join(QLatin1Char('\t'));
    for (int row = 0; row < m_sorted->rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < m_sorted->columnCount(); ++column) {
            cells << m_sorted->index(row, column).data().toString();
        }
        lines << cells.join(QLatin1Char('\t'));
    }
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

void TableView::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy)) {
        QApplication::clipboard()->setText(asText());
    } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && selectedKey() >= 0) {
        Q_EMIT keyActivated(selectedKey());
    } else {
        QTableView::keyPressEvent(event);
    }
}

} // namespace gui
