// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/bridge/run_session.h"

#include <utility>

#include "gui/bridge/qt_text.h"

namespace gui {

namespace {

/// Views are redrawn at most so often (product research, section 7: 20 to 30 a second are plenty).
constexpr int kFrame_ms = 40;
/// The mailbox is emptied at most so often. At once would be as soon as it fills again, before the event loop has come
/// to what the user does meanwhile.
constexpr qint64 kDelivery_ms = 30;
/// "As fast as possible" for a playhead that has everything in memory already: what an eye can still follow.
constexpr double kFastestPlayhead = 1000.0;

} // namespace

RunSession::RunSession(QObject* parent) : QObject(parent)
{
    m_frames.setInterval(kFrame_ms);
    connect(&m_frames, &QTimer::timeout, this, &RunSession::advance);
    m_delivery.setSingleShot(true);
    connect(&m_delivery, &QTimer::timeout, this, &RunSession::receive);
}

RunSession::~RunSession() = default;

void RunSession::open(SourceOpener opener, Start start)
{
    m_driver.reset();
    m_start = start;
    m_isGrowing = false;
    tellBranch(nullptr, tr("The run was given up."));
    // The wake-up is posted to the session, which outlives the driver's thread.
    const auto wake = [this] { QMetaObject::invokeMethod(this, &RunSession::schedule, Qt::QueuedConnection); };
    m_driver = std::make_unique<RuntimeDriver>(std::move(opener), wake, Pace{m_speed, start == Start::Paused});
}

void RunSession::stop()
{
    m_frames.stop();
    m_delivery.stop();
    m_driver.reset();
    m_isGrowing = false;
    tellBranch(nullptr, tr("The run was given up."));
}

void RunSession::schedule()
{
    if (!m_delivery.isActive()) {
        const qint64 passed = m_sinceDelivery.isValid() ? m_sinceDelivery.elapsed() : kDelivery_ms;
        m_delivery.start(static_cast<int>(std::max<qint64>(0, kDelivery_ms - passed)));
    }
}

void RunSession::receive()
{
    if (!m_driver) {
        return;
    }
    m_sinceDelivery.start();
    Delivery delivery = m_driver->take();
    if (!delivery.busyWith.empty()) {
        Q_EMIT opening(delivery.progress, qtText(delivery.busyWith));
    }
    if (delivery.opened) {
        receiveOpened(delivery);
    }
    for (const TickNews& news : delivery.news) {
        m_history.append(news);
    }
    if (!delivery.news.empty()) {
        m_playback.grow(lastTick());
        Q_EMIT grew();
        if (m_playback.isFollowing()) {
            Q_EMIT playheadMoved();
        }
    }
    if (delivery.branch) {
        tellBranch(delivery.branch->value_or(nullptr),
                   *delivery.branch ? QString() : qtText(delivery.branch->error().message));
    }
    if (delivery.ended) {
        m_isGrowing = false;
        tellBranch(nullptr, tr("The run has come to its end."));
        if (m_playback.isFollowing()) {
            m_playback.seek(lastTick(), lastTick());
            m_playback.pause();
        }
        Q_EMIT playbackChanged();
    }
    if (delivery.failure) {
        m_isGrowing = false;
        tellBranch(nullptr, qtText(delivery.failure->message));
        Q_EMIT failed(qtText(delivery.failure->message));
    }
}

void RunSession::receiveOpened(Delivery& delivery)
{
    m_description = std::move(*delivery.opened);
    m_history = std::move(delivery.past);
    m_hasRun = true;
    m_isGrowing = m_description.isLive;
    m_isLoopPaused = false;
    m_playback = {};
    if (m_isGrowing) {
        m_playback.follow(lastTick());
    }
    if (m_start == Start::Playing) {
        m_playback.play();
        m_sinceFrame.start();
        m_frames.start();
    }
    Q_EMIT opened();
    Q_EMIT playheadMoved();
    Q_EMIT playbackChanged();
}

mlops::SnapshotPtr RunSession::snapshot() const
{
    return m_history.ticks() == 0 ? nullptr : m_history.snapshotAt(m_playback.playhead());
}

void RunSession::seek(twin::Tick tick)
{
    m_playback.seek(tick, lastTick());
    Q_EMIT playheadMoved();
    Q_EMIT playbackChanged();
}

void RunSession::setPlaying(bool playing, bool backwards)
{
    if (playing) {
        const bool isAtEnd = m_playback.playhead() >= lastTick() && !m_isGrowing && !backwards;
        if (isAtEnd) {
            m_playback.seek(0, lastTick());
        }
        m_playback.play(backwards);
        m_sinceFrame.start();
        m_frames.start();
    } else {
        m_playback.pause();
        m_frames.stop();
    }
    tellDriver();
    Q_EMIT playbackChanged();
}

void RunSession::followLive()
{
    m_playback.follow(lastTick());
    m_playback.play();
    tellDriver();
    Q_EMIT playheadMoved();
    Q_EMIT playbackChanged();
}

void RunSession::setLoop(std::optional<Playback::Stretch> loop)
{
    m_playback.setLoop(loop);
    Q_EMIT playbackChanged();
}

void RunSession::setSpeed(std::optional<double> ticksPerSecond)
{
    m_speed = ticksPerSecond;
    tellDriver();
    Q_EMIT playbackChanged();
}

void RunSession::order(const mlops::Command& command)
{
    if (m_driver && m_isGrowing) {
        m_driver->order(command);
        if (const auto* pause = std::get_if<mlops::PauseLoopCommand>(&command)) {
            m_isLoopPaused = pause->paused;
            Q_EMIT playbackChanged();
        }
    }
}

void RunSession::stepLoop()
{
    order(mlops::StepLoopCommand{});
    if (stands()) {
        stepOnce();
    }
}

void RunSession::stepOnce()
{
    if (m_driver && m_isGrowing) {
        m_driver->stepOnce();
    }
}

void RunSession::takeBranch()
{
    m_isBranchAwaited = true;
    if (m_driver && m_isGrowing) {
        m_driver->takeBranch();
    } else {
        tellBranch(nullptr, tr("No live run goes on."));
    }
}

void RunSession::tellBranch(const BranchPtr& branch, const QString& problem)
{
    if (std::exchange(m_isBranchAwaited, false)) {
        Q_EMIT branched(branch, problem);
    }
}

void RunSession::tellDriver()
{
    if (m_driver) {
        m_driver->setPace({m_speed, stands()});
    }
}

void RunSession::advance()
{
    const double seconds = static_cast<double>(m_sinceFrame.restart()) * 1e-3;
    if (m_playback.advance(seconds * m_speed.value_or(kFastestPlayhead), lastTick(), m_isGrowing)) {
        Q_EMIT playheadMoved();
    }
    if (!m_playback.isPlaying()) {
        m_frames.stop();
        Q_EMIT playbackChanged();
    }
}

} // namespace gui
