// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Why? The explanation of one decision, "nothing, because" included.

#include <QScrollArea>
#include <QTimer>

#include "gui/bridge/run_session.h"
#include "gui/models/explanation.h"

class QVBoxLayout;

namespace gui {

class WhyPanel : public QScrollArea {
    Q_OBJECT

public:
    WhyPanel(RunSession& session, QWidget* parent);
    /// Explains the decision of that number until another is asked for, or, at 0, the newest at or before the
    /// playhead, wherever that goes.
    void explainDecision(std::int64_t id);
    /// Whether the decision was chosen; else it is the one at the playhead.
    [[nodiscard]] bool isPinned() const { return m_isPinned; }
    [[nodiscard]] const std::optional<Explanation>& explanation() const { return m_explanation; }

Q_SIGNALS:
    void explained(qint64 decision);
    void chapterWanted(qint64 tick, const QString& title);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void follow();
    void rebuild();
    void addHeadline(QVBoxLayout& layout, QWidget* page);
    void addButtons(QVBoxLayout& layout, QWidget* page);

    RunSession& m_session;
    std::optional<Explanation> m_explanation;
    bool m_isPinned = false;
    QTimer m_following; ///< while a run plays, decisions may pass faster than they can be read
};

} // namespace gui
