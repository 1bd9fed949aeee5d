// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Tells in the banner what the loop of a live run does and why, when it does it: a mark on a lane says nothing to who
// sees it for the first time. A run at full speed is over before it could be read: it is not told. What the user
// ordered is answered too, above all a training that does not serve.

#include <functional>

#include <QTimer>

#include "gui/bridge/run_session.h"

namespace gui {

class Banner;

class DecisionNews : public QObject {
    Q_OBJECT

public:
    static constexpr int kShown_ms = 12'000;
    static constexpr int kApart_ms = 4'000; ///< news of the loop come no faster than one can read

    /// Lives as long as the banner. `explain` opens the explanation of a decision.
    DecisionNews(RunSession& session, Banner& banner, std::function<void(qint64 decision)> explain);

private:
    void restart();
    void listen();
    void tellWhenRead();
    void tell(const mlops::Decision& decision);

    RunSession& m_session;
    Banner& m_banner;
    std::function<void(qint64)> m_explain;
    QTimer m_reading;        ///< runs while the last news may be read
    DecisionPtr m_next;      ///< the loop's newest that was not told yet
    QString m_told;          ///< what the banner was given last
    std::size_t m_heard = 0; ///< decisions
    bool m_isWanted = true;  ///< until the user closes one; orders are answered all the same
};

} // namespace gui
