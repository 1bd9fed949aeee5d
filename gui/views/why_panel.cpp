// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/why_panel.h"

#include <algorithm>

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QVBoxLayout>

#include "gui/bridge/qt_text.h"
#include "gui/theme/theme.h"
#include "gui/theme/typography.h"
#include "gui/views/why_sections.h"

namespace gui {

namespace {

constexpr int kLeastWidth = 340;
constexpr int kFollow_ms = 300; ///< planning again and laying out are not for every frame

} // namespace

WhyPanel::WhyPanel(RunSession& session, QWidget* parent) : QScrollArea(parent), m_session(session)
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMinimumWidth(kLeastWidth);
    connect(&session, &RunSession::opened, this, [this] {
        m_explanation.reset();
        m_isPinned = false;
        isVisible() ? explainDecision(0) : rebuild(); // planning again is for who looks
    });
    m_following.setSingleShot(true);
    m_following.setInterval(kFollow_ms);
    connect(&m_following, &QTimer::timeout, this, &WhyPanel::follow);
    connect(&session, &RunSession::playheadMoved, this, [this] {
        if (!m_explanation || !m_session.playback().isPlaying()) {
            follow();
        } else if (!m_following.isActive()) {
            m_following.start();
        }
    });
    rebuild();
}

void WhyPanel::showEvent(QShowEvent* event)
{
    QScrollArea::showEvent(event);
    follow();
}

/// Where nothing was chosen, the panel goes along with the playhead. It plans anew only when the decision is another.
void WhyPanel::follow()
{
    if (m_isPinned || !isVisible() || !m_session.hasRun()) {
        return;
    }
    const DecisionPtr decision = tellingBefore(m_session.history(), m_session.playback().playhead());
    const std::int64_t shown = m_explanation ? m_explanation->decision->id : 0;
    if ((decision ? decision->id : 0) != shown) {
        explainDecision(0);
    }
}

void WhyPanel::explainDecision(std::int64_t id)
{
    const RunHistory& history = m_session.history();
    DecisionPtr decision;
    if (id == 0) {
        decision = tellingBefore(history, m_session.playback().playhead());
    } else if (id >= 1 && static_cast<std::size_t>(id) <= history.decisions().size()) {
        decision = history.decisions()[static_cast<std::size_t>(id) - 1];
    }
    m_explanation.reset();
    m_isPinned = id != 0 && decision != nullptr;
    if (decision) {
        m_explanation = explain(decision, m_session.description(), history);
        Q_EMIT explained(decision->id);
    }
    rebuild();
}

void WhyPanel::rebuild()
{
    auto* page = new QWidget(this);
    page->setBackgroundRole(QPalette::Base);
    page->setAutoFillBackground(true);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(space::kLarge, space::kMedium, space::kLarge, space::kLarge);
    layout->setSpacing(space::kMedium);
    addHeadline(*layout, page);
    if (m_explanation) {
        layout->addWidget(triggerSection(*m_explanation, page));
        layout->addWidget(alternativesSection(*m_explanation, page));
        layout->addWidget(changesSection(*m_explanation, page));
        layout->addWidget(aftermathSection(*m_explanation, page));
        layout->addWidget(rulesSection(*m_explanation, page));
        layout->addWidget(provenanceSection(*m_explanation, page));
        addButtons(*layout, page);
    }
    layout->addStretch(1);
    setWidget(page);
    // Sideways there is no bar: the panel is as wide as its widest line needs.
    setMinimumWidth(std::max(kLeastWidth, page->minimumSizeHint().width() + verticalScrollBar()->sizeHint().width()));
}

void WhyPanel::addHeadline(QVBoxLayout& layout, QWidget* page)
{
    auto* headline = new QLabel(m_explanation ? m_explanation->headline : tr("No decision yet"), page);
    headline->setFont(fontFor(TextRole::Title));
    headline->setWordWrap(true);
    layout.addWidget(headline);
    QString text = tr("The loop has not checked anything so far. Its first check comes with the first full window.");
    if (m_explanation) {
        text = m_explanation->sentence;
        const bool isQuiet = !hasActed(*m_explanation->decision);
        const QuietStretch quiet = quietStretchBefore(m_session.history(), m_explanation->decision->tick);
        if (isQuiet && quiet.tightest) {
            text +=
                QLatin1Char(' ') + tr("%1 checks in a row found nothing to do; tightest was %2 at %3 against %4.")
                                       .arg(quiet.checks)
                                       .arg(metricText(quiet.tightest->metric).toLower(),
                                            numberText(quiet.tightest->value, 3), numberText(quiet.tightest->limit, 3));
        }
        auto* when = new QLabel(
            m_explanation->when + QStringLiteral("  ·  ") + (m_isPinned ? tr("chosen") : tr("at the playhead")), page);
        when->setProperty(kRoleProperty, QStringLiteral("muted"));
        layout.addWidget(when);
    }
    auto* sentence = new QLabel(text, page);
    sentence->setWordWrap(true);
    sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    layout.addWidget(sentence);
}

void WhyPanel::addButtons(QVBoxLayout& layout, QWidget* page)
{
    auto* row = new QHBoxLayout();
    auto* copy = new QPushButton(tr("Copy as text"), page);
    auto* jump = new QPushButton(tr("Go there"), page);
    if (m_isPinned) {
        auto* loose = new QPushButton(tr("Follow the playhead"), page);
        loose->setToolTip(tr("Explains the newest decision at or before the playhead, wherever that goes"));
        connect(
            loose, &QPushButton::clicked, this, [this] { explainDecision(0); }, Qt::QueuedConnection);
        layout.addWidget(loose, 0, Qt::AlignLeft);
    }
    auto* chapter = new QPushButton(tr("Add chapter"), page);
    connect(copy, &QPushButton::clicked, this, [this] { QApplication::clipboard()->setText(asText(*m_explanation)); });
    connect(jump, &QPushButton::clicked, this, [this] { m_session.seek(m_explanation->decision->tick); });
    connect(chapter, &QPushButton::clicked, this,
            [this] { Q_EMIT chapterWanted(m_explanation->decision->tick, m_explanation->headline); });
    for (QPushButton* button : {copy, jump, chapter}) {
        row->addWidget(button);
    }
    row->addStretch(1);
    layout.addLayout(row);
}

} // namespace gui
