// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The run's chapters as a list: what happened when, one click to be there. The one at the playhead is marked. The
// user's own can be deleted, by key or from the context menu; what the run tells stays.

#include <QListWidget>

#include "gui/bridge/run_session.h"
#include "gui/models/chapters.h"

class QMenu;

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
    /// What can be done with a chapter; null where it is not the user's. The menu deletes itself when it closes.
    [[nodiscard]] QMenu* menuFor(int row);

Q_SIGNALS:
    void chaptersChanged();
    void removalWanted(const gui::Chapter& chapter);

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    [[nodiscard]] bool isOwn(int row) const;
    void refresh();
    void mark();

    RunSession& m_session;
    std::vector<Chapter> m_own;
    std::vector<Chapter> m_chapters;
    std::size_t m_decisions = 0; ///< known at the last refresh
};

} // namespace gui
