// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/transport_bar.h"

#include <algorithm>
#include <array>

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

#include "gui/bridge/qt_text.h"
#include "gui/theme/theme.h"
#include "gui/theme/typography.h"
#include "gui/views/glyph_icon.h"

namespace gui {

namespace {

constexpr std::array kSpeeds{
    SpeedStep{1.0 / 300.0, "1×"},       SpeedStep{0.2, "60×"},      SpeedStep{1.0, "5 min/s"},
    SpeedStep{3.0, "15 min/s"},         SpeedStep{12.0, "1 h/s"},   SpeedStep{36.0, "3 h/s"},
    SpeedStep{72.0, "6 h/s"},           SpeedStep{144.0, "12 h/s"}, SpeedStep{288.0, "1 day/s"},
    SpeedStep{std::nullopt, "fastest"},
};

} // namespace

std::span<const SpeedStep> speedSteps() { return kSpeeds; }

TransportBar::TransportBar(RunSession& session, const QList<QAction*>& actions, QWidget* parent)
    : QWidget(parent), m_session(session)
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(space::kMedium, space::kTight, space::kMedium, space::kTight);
    layout->setSpacing(space::kTight);
    constexpr std::array kGlyphs{Glyph::ToStart,     Glyph::PreviousEvent, Glyph::StepBack, Glyph::Play,
                                 Glyph::StepForward, Glyph::NextEvent,     Glyph::ToEnd};
    for (qsizetype i = 0; i < actions.size(); ++i) {
        auto* button = new QToolButton(this);
        button->setProperty(kRoleProperty, QStringLiteral("flat"));
        button->setDefaultAction(actions[i]);
        actions[i]->setIcon(glyphIcon(kGlyphs[static_cast<std::size_t>(i)]));
        button->setToolButtonStyle(Qt::ToolButtonIconOnly);
        button->setAccessibleName(actions[i]->text());
        layout->addWidget(button);
        m_play = i == 3 ? button : m_play;
    }
    m_speed = new QComboBox(this);
    for (const SpeedStep& step : kSpeeds) {
        m_speed->addItem(QString::fromUtf8(step.text));
    }
    m_speed->setToolTip(tr("Time of the data in a second of yours ( [ slower, ] faster )"));
    m_speed->setFocusPolicy(Qt::ClickFocus);
    layout->addSpacing(space::kSmall);
    layout->addWidget(m_speed);
    layout->addSpacing(space::kMedium);
    m_time = new QLabel(this);
    m_time->setFont(tabular(fontFor(TextRole::Heading)));
    layout->addWidget(m_time);
    m_live = new QToolButton(this);
    m_live->setProperty(kRoleProperty, QStringLiteral("chip"));
    m_live->setCheckable(true);
    layout->addWidget(m_live);
    layout->addStretch(1);
    m_place = new QLabel(this);
    m_place->setProperty(kRoleProperty, QStringLiteral("muted"));
    m_place->setFont(tabular(fontFor(TextRole::Small)));
    layout->addWidget(m_place);
    connect(m_speed, &QComboBox::activated, this,
            [this](int index) { m_session.setSpeed(kSpeeds[static_cast<std::size_t>(index)].ticksPerSecond); });
    connect(m_live, &QToolButton::clicked, &session, &RunSession::followLive);
    connect(&session, &RunSession::playbackChanged, this, &TransportBar::refresh);
    connect(&session, &RunSession::playheadMoved, this, &TransportBar::refreshTime);
    connect(&session, &RunSession::grew, this, &TransportBar::refreshTime);
    refresh();
}

void TransportBar::changeSpeed(int steps)
{
    const int index = std::clamp(m_speed->currentIndex() + steps, 0, m_speed->count() - 1);
    m_session.setSpeed(kSpeeds[static_cast<std::size_t>(index)].ticksPerSecond);
}

void TransportBar::refresh()
{
    const auto found = std::ranges::find(kSpeeds, m_session.speed(), &SpeedStep::ticksPerSecond);
    if (found != kSpeeds.end()) {
        m_speed->setCurrentIndex(static_cast<int>(found - kSpeeds.begin()));
    }
    m_play->defaultAction()->setIcon(glyphIcon(m_session.playback().isPlaying() ? Glyph::Pause : Glyph::Play));
    m_live->setVisible(m_session.hasRun());
    m_live->setEnabled(m_session.isGrowing());
    m_live->setText(m_session.isGrowing() ? tr("● Live") : tr("Recorded"));
    m_live->setChecked(m_session.isGrowing() && m_session.playback().isFollowing());
    m_live->setToolTip(m_session.isGrowing() ? tr("Goes along with the run (End)") : tr("This run is complete"));
    refreshTime();
}

void TransportBar::refreshTime()
{
    if (!m_session.hasRun()) {
        m_time->clear();
        m_place->clear();
        return;
    }
    const twin::Tick now = m_session.playback().playhead();
    m_time->setText(timeText(m_session.description().axis, now));
    const twin::Tick all =
        std::max(m_session.history().ticks(), m_session.isGrowing() ? m_session.description().plannedTicks : 0);
    m_place->setText(tr("interval %L1 of %L2").arg(now + 1).arg(all));
}

} // namespace gui
