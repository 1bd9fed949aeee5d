// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/decision_news.h"

#include <utility>

#include "gui/bridge/qt_text.h"
#include "gui/views/banner.h"

namespace gui {

namespace {

/// Whether it answers something. Going back to the usual forgetting once all is well again does not.
bool isNews(const mlops::Decision& decision)
{
    return hasActed(decision) &&
           (decision.plan.trigger || !std::holds_alternative<mlops::SetForgetting>(decision.plan.tactic));
}

} // namespace

DecisionNews::DecisionNews(RunSession& session, Banner& banner, std::function<void(qint64)> explain)
    : QObject(&banner), m_session(session), m_banner(banner), m_explain(std::move(explain))
{
    m_reading.setSingleShot(true);
    m_reading.setInterval(kApart_ms);
    connect(&m_reading, &QTimer::timeout, this, &DecisionNews::tellWhenRead);
    connect(&session, &RunSession::opened, this, &DecisionNews::restart);
    connect(&session, &RunSession::grew, this, &DecisionNews::listen);
    connect(&banner, &Banner::dismissed, this, [this] {
        if (m_banner.text() == m_told) {
            m_isWanted = false;
            m_next.reset();
        }
    });
}

void DecisionNews::restart()
{
    m_reading.stop();
    m_next.reset();
    m_heard = m_session.history().decisions().size();
    m_isWanted = true;
}

void DecisionNews::listen()
{
    const auto& decisions = m_session.history().decisions();
    for (; m_heard < decisions.size(); ++m_heard) {
        const DecisionPtr& decision = decisions[m_heard];
        if (!isNews(*decision)) {
            continue;
        }
        if (decision->actor != mlops::Actor::Loop) {
            m_next.reset(); // older than the answer
            tell(*decision);
        } else if (m_isWanted && m_session.speed() && m_session.playback().isFollowing()) {
            m_next = decision;
        }
    }
    if (!m_reading.isActive()) {
        tellWhenRead();
    }
}

void DecisionNews::tellWhenRead()
{
    if (!m_next) {
        return;
    }
    const bool isTaken = !m_banner.isHidden() && m_banner.text() != m_told;
    if (isTaken) {
        m_reading.start(); // somebody else's: it comes first
    } else {
        tell(*std::exchange(m_next, nullptr));
    }
}

void DecisionNews::tell(const mlops::Decision& decision)
{
    if (m_banner.isError() && !m_banner.isHidden()) {
        return;
    }
    m_banner.showNotice(
        QStringLiteral("%1  ·  %2")
            .arg(shortTimeText(m_session.description().axis, decision.tick), qtText(mlops::sentenceOf(decision))),
        {{tr("Why?"), [this, id = decision.id] { m_explain(id); }}}, kShown_ms);
    m_told = m_banner.text();
    m_reading.start();
}

} // namespace gui
