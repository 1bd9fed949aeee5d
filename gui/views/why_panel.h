// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Why? The explanation of one decision, "nothing, because" included.

#include <QScrollArea>

#include "gui/bridge/run_session.h"
#include "gui/models/explanation.h"

class QVBoxLayout;

namespace gui {

class WhyPanel : public QScrollArea {
    Q_OBJECT

public:
    WhyPanel(RunSession& session, QWidget* parent);
    /// Explains the decision of that number; 0: the newest at or before the playhead.
    void explainDecision(std::int64_t id);
    [[nodiscard]] const std::optional<Explanation>& explanation() const { return m_explanation; }

Q_SIGNALS:
    void explained(qint64 decision);
    void chapterWanted(qint64 tick, const QString& title);

private:
    void rebuild();
    void addHeadline(QVBoxLayout& layout, QWidget* page);
    void addButtons(QVBoxLayout& layout, QWidget* page);

    RunSession& m_session;
    std::optional<Explanation> m_explanation;
};

} // namespace gui
