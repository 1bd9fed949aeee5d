// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Keeps the user's own chapters: read from beside the run when it opens, written there when they change.

#include <QObject>

#include "gui/bridge/run_session.h"

namespace gui {

class ChapterList;
class TimelineWidget;

class ChapterKeeper final : public QObject {
    Q_OBJECT

public:
    /// The timeline has the chapters; the list shows them among those that the run tells. All outlive the keeper.
    ChapterKeeper(RunSession& session, TimelineWidget& timeline, ChapterList& list);

Q_SIGNALS:
    /// They could not be read or written, and why.
    void failed(const QString& message);

private:
    void read();
    void write();

    RunSession& m_session;
    TimelineWidget& m_timeline;
    bool m_isReading = false;
};

} // namespace gui
