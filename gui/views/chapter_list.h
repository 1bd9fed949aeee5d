// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The run's chapters as a list: what happened when, one click to be there. The one at the playhead is marked.

#include <QListWidget>

#include "gui/bridge/run_session.h"
#include "gui/models/chapters.h"

namespace gui {

class ChapterList final : public QListWidget {
    Q_OBJECT

public:
    ChapterList(RunSession& session, QWidget* parent);

    /// Those the user set; the run's own are found here.
    void setOwn(std::vector<Chapter> chapters);
    [[nodiscard]] const std::vector<Chapter>& chapters() const { return m_chapters; }
    /// The chapter that the playhead is in; nothing before the first.
    [[nodiscard]] std::optional<std::size_t> current() const;

Q_SIGNALS:
    void chaptersChanged();

private:
    void refresh();
    void mark();

    RunSession& m_session;
    std::vector<Chapter> m_own;
    std::vector<Chapter> m_chapters;
    std::size_t m_decisions = 0; ///< known at the last refresh
};

} // namespace gui
