// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The run that is looked at: its history on the GUI thread, the playhead all views share, and the driver behind a live
// one. Views read it and listen to it; none of them owns another copy of the truth.
//
// Threads: the GUI thread's. The driver is the last member.

#include <memory>

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include "gui/bridge/playback.h"
#include "gui/bridge/runtime_driver.h"

namespace gui {

class RunSession : public QObject {
    Q_OBJECT

public:
    enum class Start { Playing, Paused };

    explicit RunSession(QObject* parent = nullptr);
    ~RunSession() override;

    /// Gives up the run at hand and opens another in the background. One of opened() and failed() follows.
    void open(SourceOpener opener, Start start);
    /// No more ticks come: the run's thread is stopped and joined. What is known of the run stays.
    void stop();
    [[nodiscard]] bool hasRun() const { return m_hasRun; }
    [[nodiscard]] const RunDescription& description() const { return m_description; }
    [[nodiscard]] const RunHistory& history() const { return m_history; }
    /// Whether more ticks may come.
    [[nodiscard]] bool isGrowing() const { return m_isGrowing; }
    /// The twin at the playhead; null where nothing has happened yet.
    [[nodiscard]] mlops::SnapshotPtr snapshot() const;
    [[nodiscard]] const Playback& playback() const { return m_playback; }

    void seek(twin::Tick tick);
    void setPlaying(bool playing, bool backwards = false);
    void followLive();
    void setLoop(std::optional<Playback::Stretch> loop);
    /// Intervals a second of life; nothing: as fast as possible.
    void setSpeed(std::optional<double> ticksPerSecond);
    [[nodiscard]] std::optional<double> speed() const { return m_speed; }
    /// For a live run; a recorded one takes no orders.
    void order(const mlops::Command& command);
    /// Whether the loop of the live run was ordered to pause, also where no interval has been computed since.
    [[nodiscard]] bool isLoopPaused() const { return m_isLoopPaused; }
    /// Lets the paused loop of a live run check once; a run that stands computes an interval for that.
    void stepLoop();
    /// One tick of a live run that is paused.
    void stepOnce();
    /// Asks for the city of a live run as it stands. branched() follows, also where there is none.
    void takeBranch();

Q_SIGNALS:
    void opening(double share, const QString& what);
    void opened();
    void failed(const QString& message);
    void grew();
    void playheadMoved();
    /// Playing, pausing, speed, loop, live; the MAPE-K loop's pause.
    void playbackChanged();
    /// Null where there is none; `problem` then says why.
    void branched(const gui::BranchPtr& branch, const QString& problem);

private:
    void schedule();
    void receive();
    void receiveOpened(Delivery& delivery);
    /// Whoever waits for a branch gets this one, or none.
    void tellBranch(const BranchPtr& branch, const QString& problem);
    void advance();
    void tellDriver();
    /// Who looks back does not stop the run; who pauses at its end does.
    [[nodiscard]] bool stands() const { return m_playback.isFollowing() && !m_playback.isPlaying(); }
    [[nodiscard]] twin::Tick lastTick() const { return std::max<twin::Tick>(0, m_history.ticks() - 1); }

    RunDescription m_description;
    RunHistory m_history;
    Playback m_playback;
    bool m_hasRun = false;
    bool m_isGrowing = false;
    bool m_isLoopPaused = false;
    bool m_isBranchAwaited = false;
    Start m_start = Start::Paused;
    std::optional<double> m_speed = 12.0;
    QTimer m_frames;
    QTimer m_delivery; ///< when the mailbox is emptied next
    QElapsedTimer m_sinceDelivery;
    QElapsedTimer m_sinceFrame;
    std::unique_ptr<RuntimeDriver> m_driver;
};

} // namespace gui
