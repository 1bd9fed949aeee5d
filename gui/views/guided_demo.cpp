// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/guided_demo.h"

#include <QShortcut>

#include "gui/bridge/qt_text.h"
#include "gui/map/map_panel.h"
#include "gui/models/station_history.h"
#include "gui/views/caption_bar.h"
#include "gui/views/city_workspace.h"
#include "gui/views/inspector.h"
#include "gui/views/main_window.h"

namespace gui {

GuidedDemo::GuidedDemo(MainWindow& window) : QObject(&window), m_window(window)
{
    m_caption = new CaptionBar(window);
    m_caption->setButtons(tr("Next"), tr("Skip the demo  Esc"));
    m_escape = new QShortcut(QKeySequence(Qt::Key_Escape), &window);
    m_escape->setEnabled(false);
    m_timer.setSingleShot(true);
    connect(m_escape, &QShortcut::activated, this, &GuidedDemo::stop);
    connect(m_caption, &CaptionBar::nextWanted, this, &GuidedDemo::next);
    connect(m_caption, &CaptionBar::stopWanted, this, &GuidedDemo::stop);
    connect(&m_timer, &QTimer::timeout, this, &GuidedDemo::next);
    addSteps();
}

void GuidedDemo::addSteps()
{
    m_steps = {{5000, [this] { return showCity(); }}, {5000, [this] { return showDetector(); }},
               {4000, [this] { return showLoop(); }}, {4000, [this] { return showDecision(); }},
               {5000, [this] { return showWhy(); }},  {4000, [this] { return showEnergy(); }},
               {3000, [this] { return showEnd(); }}};
}

QString GuidedDemo::caption() const { return m_caption->text(); }

void GuidedDemo::start()
{
    m_step = -1;
    m_escape->setEnabled(true);
    next();
}

void GuidedDemo::next()
{
    if (++m_step >= static_cast<int>(m_steps.size())) {
        stop();
        return;
    }
    const Step& step = m_steps[static_cast<std::size_t>(m_step)];
    m_caption->show(step.enter(), static_cast<std::size_t>(m_step), m_steps.size());
    m_timer.start(step.lasts_ms);
}

void GuidedDemo::stop()
{
    m_step = -1;
    m_timer.stop();
    m_escape->setEnabled(false);
    m_caption->hide();
}

DecisionPtr GuidedDemo::telling() const
{
    DecisionPtr acted;
    for (const DecisionPtr& decision : m_window.session().history().decisions()) {
        if (hasActed(*decision) && decision->plan.trigger) {
            return decision;
        }
        acted = !acted && hasActed(*decision) ? decision : acted;
    }
    return acted;
}

QString GuidedDemo::showCity()
{
    RunSession& session = m_window.session();
    m_window.showWorkspace(ActionId::City);
    m_window.city().map().map().fitAll();
    if (session.isGrowing() && !telling()) {
        session.setSpeed(std::nullopt); // so that something is decided before it is to be shown
    }
    session.setPlaying(true);
    const RunDescription& run = session.description();
    return run.network ? tr("%1: every road in the colour of its speed against free speed, computed on this machine as "
                            "you watch.")
                             .arg(qtText(run.dataName))
                       : tr("%1: what was counted, and what was forecast.").arg(qtText(run.dataName));
}

QString GuidedDemo::showDetector()
{
    CityWorkspace& city = m_window.city();
    const MapTarget chosen = city.map().map().selection();
    if (!std::holds_alternative<std::monostate>(chosen)) {
        city.map().map().reveal(chosen);
    }
    const StationHistoryPtr shown = city.inspector().history();
    return shown ? tr("%1, %2: measured, imputed where it was silent, and forecast, with an interval that held nine in "
                      "ten of its errors.")
                       .arg(shown->title, shown->detail)
                 : tr("Measured, imputed where a detector was silent, and forecast.");
}

QString GuidedDemo::showLoop()
{
    m_window.city().map().map().fitAll();
    m_window.showWorkspace(ActionId::Loop);
    return tr("The loop watches accuracy, drift and energy against their limits, and looks after the models by itself: "
              "%1 checks so far.")
        .arg(m_window.session().history().decisions().size());
}

QString GuidedDemo::showDecision()
{
    const DecisionPtr decision = telling();
    if (!decision) {
        return tr("No limit has been crossed so far: every check ended with nothing to do, and each of them says why.");
    }
    m_window.session().seek(decision->tick);
    return tr("%1: %2").arg(shortTimeText(m_window.session().description().axis, decision->tick),
                            qtText(mlops::sentenceOf(*decision)));
}

QString GuidedDemo::showWhy()
{
    m_window.action(ActionId::Why).trigger();
    return tr("W asks why. The answer comes from the decision's own record, and what would have changed it from "
              "planning it again.");
}

QString GuidedDemo::showEnergy()
{
    RunSession& session = m_window.session();
    if (session.history().ticks() > 0) {
        session.seek(session.history().ticks() - 1); // the first hours of a run are not settled yet
    }
    m_window.showWorkspace(ActionId::Energy);
    return tr("Every joule has a phase and a source: measured, estimated or modelled, and never mixed unseen.");
}

QString GuidedDemo::showEnd()
{
    m_window.showWorkspace(ActionId::City);
    return tr("Space plays, Ctrl+← and Ctrl+→ step through decisions, Ctrl+K finds everything.");
}

} // namespace gui
