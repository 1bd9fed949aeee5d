// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// For a talk: one view without chrome, large type, a caption. Space plays the next chapter to its end and waits there,
// Backspace goes back to the one before, B blanks the screen, Esc ends.

#include <vector>

#include <QObject>
#include <QPointer>

#include "gui/bridge/run_session.h"

class QAction;
class QMainWindow;
class QShortcut;
class QWidget;

namespace gui {

class CaptionBar;
class ChapterList;

struct PresentParts {
    QMainWindow& window;
    RunSession& session;
    ChapterList& chapters;
    QAction& play;                ///< gives up its keys meanwhile
    std::vector<QWidget*> chrome; ///< hidden meanwhile
};

class PresentMode final : public QObject {
    Q_OBJECT

public:
    explicit PresentMode(PresentParts parts);

    [[nodiscard]] bool isOn() const { return m_isOn; }
    void toggle();
    /// By +1 or -1; plays it, up to where the one after begins.
    void goChapter(int direction);
    [[nodiscard]] const CaptionBar& caption() const { return *m_caption; }

private:
    void enter();
    void leave();
    void scaleType(double factor);
    void tell();
    void watch();
    void blank();

    PresentParts m_parts;
    CaptionBar* m_caption;
    QPointer<QWidget> m_blank;
    std::vector<QShortcut*> m_keys;
    std::vector<QWidget*> m_hidden; ///< those of the chrome that were to be seen
    QList<QKeySequence> m_playKeys;
    std::optional<twin::Tick> m_pauseAt;
    bool m_isOn = false;
};

} // namespace gui
