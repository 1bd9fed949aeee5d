// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/present_mode.h"

#include <algorithm>

#include <QAction>
#include <QApplication>
#include <QMainWindow>
#include <QShortcut>

#include "gui/bridge/qt_text.h"
#include "gui/views/caption_bar.h"
#include "gui/views/chapter_list.h"

namespace gui {

namespace {

constexpr double kLarger = 1.3; ///< type seen from the back of a room

} // namespace

PresentMode::PresentMode(PresentParts parts) : QObject(&parts.window), m_parts(std::move(parts))
{
    m_caption = new CaptionBar(m_parts.window);
    m_caption->setButtons(tr("Next chapter  Space"), tr("End  Esc"));
    connect(m_caption, &CaptionBar::nextWanted, this, [this] { goChapter(1); });
    connect(m_caption, &CaptionBar::stopWanted, this, [this] { leave(); });
    connect(&m_parts.session, &RunSession::playheadMoved, this, &PresentMode::watch);
    connect(&m_parts.chapters, &ChapterList::chaptersChanged, this, [this] {
        if (m_isOn) {
            tell();
        }
    });
}

void PresentMode::toggle() { m_isOn ? leave() : enter(); }

void PresentMode::enter()
{
    m_isOn = true;
    m_hidden.clear();
    for (QWidget* part : m_parts.chrome) {
        if (part->isVisibleTo(&m_parts.window)) {
            m_hidden.push_back(part);
            part->hide();
        }
    }
    m_playKeys = m_parts.play.shortcuts();
    m_parts.play.setShortcuts(QList<QKeySequence>());
    const auto key = [this](Qt::Key which, auto act) {
        m_keys.push_back(new QShortcut(QKeySequence(which), &m_parts.window, this, act));
    };
    key(Qt::Key_Space, [this] { goChapter(1); });
    key(Qt::Key_Backspace, [this] { goChapter(-1); });
    key(Qt::Key_B, [this] { blank(); });
    key(Qt::Key_Escape, [this] { leave(); });
    scaleType(kLarger);
    m_parts.window.setWindowState(m_parts.window.windowState() | Qt::WindowFullScreen);
    tell();
}

void PresentMode::leave()
{
    m_isOn = false;
    m_pauseAt.reset();
    for (QWidget* part : m_hidden) {
        part->show();
    }
    for (QShortcut* key : m_keys) {
        key->deleteLater();
    }
    m_keys.clear();
    delete m_blank;
    m_parts.play.setShortcuts(m_playKeys);
    scaleType(1.0 / kLarger);
    m_caption->hide();
    m_parts.window.setWindowState(m_parts.window.windowState() & ~Qt::WindowFullScreen);
}

/// Widgets with a font of their own do not follow the application's: each is scaled by itself.
void PresentMode::scaleType(double factor)
{
    const auto scaled = [&](QFont font) {
        font.setPointSizeF(font.pointSizeF() * factor);
        return font;
    };
    std::vector<std::pair<QWidget*, QFont>> own;
    for (QWidget* widget : m_parts.window.findChildren<QWidget*>()) {
        if (widget->testAttribute(Qt::WA_SetFont) && widget->font().pointSizeF() > 0.0) {
            own.emplace_back(widget, widget->font());
        }
    }
    QApplication::setFont(scaled(QApplication::font()));
    m_parts.window.setFont(scaled(m_parts.window.font()));
    for (const auto& [widget, font] : own) {
        widget->setFont(scaled(font));
    }
}

void PresentMode::goChapter(int direction)
{
    const std::vector<Chapter>& chapters = m_parts.chapters.chapters();
    if (chapters.empty()) {
        return;
    }
    const auto now = m_parts.chapters.current();
    const auto place = now ? static_cast<std::ptrdiff_t>(*now) : -1;
    // Chapters of one moment are one step.
    std::ptrdiff_t next = place + direction;
    while (place >= 0 && next >= 0 && next < std::ssize(chapters) &&
           chapters[static_cast<std::size_t>(next)].tick == chapters[static_cast<std::size_t>(place)].tick) {
        next += direction;
    }
    next = std::clamp<std::ptrdiff_t>(next, 0, std::ssize(chapters) - 1);
    const twin::Tick from = chapters[static_cast<std::size_t>(next)].tick;
    const auto after = std::ranges::upper_bound(chapters, from, {}, &Chapter::tick);
    m_parts.session.setPlaying(false);
    m_parts.session.seek(from);
    m_pauseAt = after == chapters.end() ? std::nullopt : std::optional(std::max(from, after->tick - 1));
    m_parts.session.setPlaying(true);
    tell();
}

void PresentMode::watch()
{
    if (!m_isOn) {
        return;
    }
    if (m_pauseAt && m_parts.session.playback().playhead() >= *m_pauseAt) {
        m_pauseAt.reset();
        m_parts.session.setPlaying(false);
    }
    tell();
}

void PresentMode::tell()
{
    const std::vector<Chapter>& chapters = m_parts.chapters.chapters();
    if (!m_parts.session.hasRun()) {
        m_caption->show(tr("No run is open"), 0, 0);
        return;
    }
    const twin::TimeAxis& axis = m_parts.session.description().axis;
    const QString time = timeText(axis, m_parts.session.playback().playhead());
    const auto now = m_parts.chapters.current();
    if (!now) {
        m_caption->show(tr("%1  ·  before the first chapter").arg(time), 0, 0);
        return;
    }
    m_caption->show(QStringLiteral("%1  ·  %2").arg(chapters[*now].title, time), *now, chapters.size());
}

void PresentMode::blank()
{
    if (m_blank) {
        delete m_blank;
        return;
    }
    m_blank = new QWidget(&m_parts.window);
    m_blank->setAutoFillBackground(true);
    QPalette dark;
    dark.setColor(QPalette::Window, Qt::black);
    m_blank->setPalette(dark);
    m_blank->setGeometry(m_parts.window.rect());
    m_blank->show();
    m_blank->raise();
}

} // namespace gui
