// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/screenshot_tour.h"

#include <cmath>
#include <utility>

#include <QApplication>
#include <QDir>
#include <QTimer>

#include "gui/bridge/qt_text.h"
#include "gui/theme/theme.h"
#include "gui/views/city_workspace.h"
#include "gui/views/compare_workspace.h"
#include "gui/views/inspector.h"
#include "gui/views/view_picture.h"
#include "gui/views/why_panel.h"

namespace gui {

namespace {

/// Charts redraw at most twenty times a second, jobs take a moment: so long a picture is given to settle.
constexpr int kSettle_ms = 700;

struct Stop {
    ActionId workspace;
    ScreenshotTour::View view;
    const char* name;
};
constexpr std::pair<Scheme, double> kLooks[] = {
    {Scheme::Light, 1.0}, {Scheme::Light, 2.0}, {Scheme::Dark, 1.0}, {Scheme::Dark, 2.0}};

constexpr Stop kStops[] = {{ActionId::City, ScreenshotTour::View::Plain, "city"},
                           {ActionId::City, ScreenshotTour::View::Contour, "contour"},
                           {ActionId::Loop, ScreenshotTour::View::Plain, "loop"},
                           {ActionId::Energy, ScreenshotTour::View::Plain, "energy"},
                           {ActionId::Policy, ScreenshotTour::View::Plain, "policy"},
                           {ActionId::Registry, ScreenshotTour::View::Plain, "models"},
                           {ActionId::Compare, ScreenshotTour::View::Plain, "compare"},
                           {ActionId::Compare, ScreenshotTour::View::Difference, "difference"},
                           {ActionId::Scenario, ScreenshotTour::View::Plain, "scenario"}};

/// The decision worth showing: one that answered a crossed limit, on drift rather than on another, the limit crossed
/// furthest; else the last that acted.
std::int64_t telling(const RunHistory& history)
{
    std::int64_t found = 0;
    std::pair<int, double> most{0, 0.0};
    for (const DecisionPtr& decision : history.decisions()) {
        if (!hasActed(*decision)) {
            continue;
        }
        const auto& trigger = decision->plan.trigger;
        const bool isDrift = decision->situation.check == mlops::CheckKind::Drift;
        const std::pair worth{!trigger  ? 1
                              : isDrift ? 3
                                        : 2,
                              trigger ? std::abs(trigger->value - trigger->limit) : 0.0};
        if (worth >= most) {
            most = worth;
            found = decision->id;
        }
    }
    return found;
}

QString nameOf(const char* stop, Scheme scheme, double scale)
{
    const auto kind = scheme == Scheme::Light ? QStringLiteral("light") : QStringLiteral("dark");
    return QStringLiteral("%1-%2-%3x.png").arg(QString::fromLatin1(stop), kind).arg(scale);
}

} // namespace

ScreenshotTour::ScreenshotTour(MainWindow& window, QString folder, QStringList others)
    : QObject(&window), m_window(window), m_folder(std::move(folder)), m_others(std::move(others))
{
    for (const auto& [scheme, scale] : kLooks) {
        for (const auto& [workspace, view, name] : kStops) {
            if (view != View::Difference || !m_others.isEmpty()) { // a difference is of two runs
                m_shots.push_back({workspace, view, scheme, scale, nameOf(name, scheme, scale)});
            }
        }
    }
    connect(&m_window.session(), &RunSession::opened, this, &ScreenshotTour::await);
    connect(&m_window.session(), &RunSession::playbackChanged, this, &ScreenshotTour::await);
    connect(&m_window.session(), &RunSession::failed, this, &ScreenshotTour::finished);
}

void ScreenshotTour::await()
{
    if (m_window.session().hasRun() && !m_window.session().isGrowing() && !m_hasBegun) {
        m_hasBegun = true;
        QTimer::singleShot(0, this, &ScreenshotTour::begin);
    }
}

void ScreenshotTour::begin()
{
    if (!QDir().mkpath(m_folder)) {
        Q_EMIT finished(tr("%1: the folder cannot be made").arg(m_folder));
        return;
    }
    QStringList compared = m_others;
    const auto& file = m_window.session().description().file;
    if (!file.empty()) {
        compared.prepend(qtText(file.string()));
    }
    m_window.compare().addFiles(compared);
    const RunHistory& history = m_window.session().history();
    const std::int64_t decision = telling(history);
    if (decision > 0) {
        m_window.session().seek(history.decisions()[static_cast<std::size_t>(decision) - 1]->tick + 2);
        m_window.why().explainDecision(decision);
        m_window.action(ActionId::Why).trigger();
        m_window.why().explainDecision(decision);
    }
    next();
}

void ScreenshotTour::next()
{
    if (m_done == m_shots.size()) {
        Q_EMIT finished({});
        return;
    }
    const Shot& shot = m_shots[m_done];
    if (schemeOf(m_window.palette()) != shot.scheme) {
        applyTheme(*static_cast<QApplication*>(QCoreApplication::instance()), shot.scheme);
    }
    m_window.showWorkspace(shot.workspace);
    m_window.city().inspector().showPage(shot.view == View::Contour ? Inspector::Page::Contour
                                                                    : Inspector::Page::Series);
    m_window.compare().showMap(shot.view == View::Difference);
    QTimer::singleShot(kSettle_ms, this, &ScreenshotTour::take);
}

void ScreenshotTour::take()
{
    const Shot& shot = m_shots[m_done++];
    const auto saved = savePicture(m_window, QDir(m_folder).filePath(shot.name), PictureFormat::Png, shot.scale);
    if (!saved) {
        Q_EMIT finished(qtText(saved.error().message));
        return;
    }
    next();
}

} // namespace gui
