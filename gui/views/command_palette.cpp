// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/command_palette.h"

#include <algorithm>

#include <QGraphicsDropShadowEffect>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

#include "gui/theme/theme.h"
#include "gui/theme/typography.h"

namespace gui {

namespace {

constexpr int kMostShown = 40;
constexpr int kEntryRole = Qt::UserRole;

} // namespace

int matchQuality(const QString& text, const QString& asked)
{
    int quality = 0;
    qsizetype at = 0;
    for (const QChar letter : asked) {
        const qsizetype found = text.indexOf(letter, at, Qt::CaseInsensitive);
        if (found < 0) {
            return -1;
        }
        const bool isWordStart = found == 0 || !text[found - 1].isLetterOrNumber();
        quality += isWordStart ? 8 : found == at ? 4 : 1;
        at = found + 1;
    }
    return quality * 4 - static_cast<int>(text.size()) / 8;
}

MatchRank matchRank(const QString& title, const QString& asked)
{
    const QString wanted = asked.trimmed();
    if (title.compare(wanted, Qt::CaseInsensitive) == 0) {
        return MatchRank::Whole;
    }
    if (title.startsWith(wanted, Qt::CaseInsensitive)) {
        return MatchRank::Prefix;
    }
    // "910070" of "Station 910070", and no figure in the middle of a sentence.
    const qsizetype last = title.lastIndexOf(QLatin1Char(' ')) + 1;
    if (!title.contains(QLatin1Char(':')) && title.mid(last).startsWith(wanted, Qt::CaseInsensitive)) {
        return title.size() - last == wanted.size() ? MatchRank::Whole : MatchRank::Prefix;
    }
    return MatchRank::Part;
}

CommandPalette::CommandPalette(QWidget* window) : QFrame(window)
{
    setProperty(kRoleProperty, QStringLiteral("card"));
    setAutoFillBackground(true);
    auto* shadow = new QGraphicsDropShadowEffect(this);
    shadow->setBlurRadius(32.0);
    shadow->setOffset(0.0, 8.0);
    setGraphicsEffect(shadow);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::kSmall, space::kSmall, space::kSmall, space::kSmall);
    m_field = new QLineEdit(this);
    m_field->setPlaceholderText(tr("Search, or run a command"));
    m_field->setFont(fontFor(TextRole::Heading));
    m_field->installEventFilter(this);
    m_list = new QListWidget(this);
    m_list->setUniformItemSizes(true);
    m_list->setFocusPolicy(Qt::NoFocus);
    layout->addWidget(m_field);
    layout->addWidget(m_list);
    connect(m_field, &QLineEdit::textChanged, this, &CommandPalette::filter);
    connect(m_field, &QLineEdit::returnPressed, this, &CommandPalette::accept);
    connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::accept);
    hide();
}

void CommandPalette::open(std::vector<PaletteEntry> entries)
{
    m_entries = std::move(entries);
    const QWidget& window = *parentWidget();
    const int width = std::min(640, window.width() - 80);
    setGeometry((window.width() - width) / 2, 72, width, std::min(420, window.height() - 140));
    m_field->clear();
    filter({});
    show();
    raise();
    m_field->setFocus();
}

void CommandPalette::filter(const QString& text)
{
    struct Hit {
        MatchRank rank;
        int quality;
        std::size_t entry;
    };
    std::vector<Hit> found;
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        const int quality = matchQuality(m_entries[i].title, text);
        if (quality >= 0 || text.isEmpty()) {
            found.push_back({matchRank(m_entries[i].title, text), quality, i});
        }
    }
    if (!text.isEmpty()) {
        std::ranges::stable_sort(found, [](const Hit& a, const Hit& b) {
            return a.rank != b.rank ? a.rank < b.rank : a.quality > b.quality;
        });
    }
    m_list->clear();
    for (std::size_t k = 0; k < std::min<std::size_t>(kMostShown, found.size()); ++k) {
        const PaletteEntry& entry = m_entries[found[k].entry];
        auto* item = new QListWidgetItem(
            entry.hint.isEmpty() ? entry.title : entry.title + QStringLiteral("    ") + entry.hint, m_list);
        item->setData(kEntryRole, QVariant::fromValue<qulonglong>(found[k].entry));
    }
    m_list->setCurrentRow(0);
}

QStringList CommandPalette::shown() const
{
    QStringList titles;
    for (int row = 0; row < m_list->count(); ++row) {
        titles << m_entries[m_list->item(row)->data(kEntryRole).toULongLong()].title;
    }
    return titles;
}

void CommandPalette::accept()
{
    const QListWidgetItem* item = m_list->currentItem();
    hide();
    if (item != nullptr) {
        m_entries[item->data(kEntryRole).toULongLong()].run();
    }
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::FocusOut) {
        hide();
    }
    if (event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Escape) {
            hide();
            return true;
        }
        if (key->key() == Qt::Key_Down || key->key() == Qt::Key_Up) {
            const int row = m_list->currentRow() + (key->key() == Qt::Key_Down ? 1 : -1);
            m_list->setCurrentRow(std::clamp(row, 0, m_list->count() - 1));
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace gui
