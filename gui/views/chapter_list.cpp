// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/chapter_list.h"

#include <algorithm>

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>

#include "gui/bridge/qt_text.h"
#include "gui/theme/theme.h"
#include "gui/theme/typography.h"

namespace gui {

namespace {

QString signOf(ChapterKind kind)
{
    switch (kind) {
    case ChapterKind::User:
        return QStringLiteral("⚑");
    case ChapterKind::Scenario:
        return QStringLiteral("▬");
    case ChapterKind::Drift:
        return QStringLiteral("▲");
    case ChapterKind::Answer:
        return QStringLiteral("◆");
    }
    return {};
}

} // namespace

ChapterList::ChapterList(RunSession& session, QWidget* parent) : QListWidget(parent), m_session(session)
{
    setAccessibleName(tr("Chapters"));
    setFrameShape(NoFrame);
    setWordWrap(true);
    setSpacing(1);
    connect(&session, &RunSession::opened, this, [this] {
        m_own.clear();
        refresh();
    });
    connect(&session, &RunSession::grew, this, [this] {
        if (m_session.history().decisions().size() != m_decisions) {
            refresh();
        }
    });
    connect(&session, &RunSession::playheadMoved, this, &ChapterList::mark);
    connect(this, &QListWidget::itemClicked, this,
            [this](QListWidgetItem* item) { m_session.seek(m_chapters[static_cast<std::size_t>(row(item))].tick); });
    connect(this, &QListWidget::itemActivated, this,
            [this](QListWidgetItem* item) { m_session.seek(m_chapters[static_cast<std::size_t>(row(item))].tick); });
}

void ChapterList::setOwn(std::vector<Chapter> chapters)
{
    m_own = std::move(chapters);
    refresh();
}

std::optional<std::size_t> ChapterList::current() const
{
    const twin::Tick now = m_session.playback().playhead();
    const auto after = std::ranges::upper_bound(m_chapters, now, {}, &Chapter::tick);
    return after == m_chapters.begin() ? std::nullopt
                                       : std::optional(static_cast<std::size_t>(after - m_chapters.begin()) - 1);
}

bool ChapterList::isOwn(int row) const
{
    return row >= 0 && row < count() && m_chapters[static_cast<std::size_t>(row)].kind == ChapterKind::User;
}

bool ChapterList::event(QEvent* event)
{
    // Del is also the window's key for an event of a scenario; with the focus in here it means the chapter.
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Delete) {
        event->accept();
        return true;
    }
    return QListWidget::event(event);
}

void ChapterList::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Delete && isOwn(currentRow())) {
        const Chapter chapter = m_chapters[static_cast<std::size_t>(currentRow())];
        Q_EMIT removalWanted(chapter);
        return;
    }
    QListWidget::keyPressEvent(event);
}

QMenu* ChapterList::menuFor(int row)
{
    if (!isOwn(row)) {
        return nullptr;
    }
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Delete this chapter"), this,
                    [this, chapter = m_chapters[static_cast<std::size_t>(row)]] { Q_EMIT removalWanted(chapter); });
    return menu;
}

void ChapterList::contextMenuEvent(QContextMenuEvent* event)
{
    if (QMenu* menu = menuFor(row(itemAt(event->pos())))) {
        menu->popup(event->globalPos());
    }
}

void ChapterList::refresh()
{
    if (!m_session.hasRun()) {
        return;
    }
    m_decisions = m_session.history().decisions().size();
    m_chapters = merged(chaptersOf(m_session.description(), m_session.history()), m_own);
    clear();
    for (const Chapter& chapter : m_chapters) {
        addItem(
            QStringLiteral("%1  %2\n     %3")
                .arg(signOf(chapter.kind), chapter.title, shortTimeText(m_session.description().axis, chapter.tick)));
        if (chapter.kind == ChapterKind::User) {
            item(count() - 1)->setToolTip(tr("Your own: Del deletes it"));
        }
    }
    mark();
    Q_EMIT chaptersChanged();
}

void ChapterList::mark()
{
    const auto now = current();
    const int wanted = now ? static_cast<int>(*now) : -1;
    if (wanted != currentRow()) {
        setCurrentRow(wanted);
    }
}

} // namespace gui
