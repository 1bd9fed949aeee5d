// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/reading_preview_view.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QTimer>
#include <QVBoxLayout>

#include "gui/bridge/qt_text.h"
#include "gui/charts/time_series_chart.h"
#include "gui/theme/theme.h"
#include "gui/theme/typography.h"

namespace gui {

namespace {

constexpr int kIdle_ms = 150; ///< a drag should not begin a simulation at each pixel
constexpr std::size_t kMostStations = 200;

AxisTitle titleOf(twin::Signal signal)
{
    switch (signal) {
    case twin::Signal::Flow:
        return {ReadingPreviewView::tr("Flow"), ReadingPreviewView::tr("veh / 5 min")};
    case twin::Signal::Occupancy:
        return {ReadingPreviewView::tr("Occupancy"), ReadingPreviewView::tr("share of time")};
    case twin::Signal::Speed:
        return {ReadingPreviewView::tr("Speed"), QStringLiteral("m/s")};
    }
    return {};
}

} // namespace

ReadingPreviewView::ReadingPreviewView(ScenarioDocument& document, JobRunner& jobs, QWidget* parent)
    : QWidget(parent), m_document(document), m_jobs(jobs)
{
    buildLayout();
    m_idle = new QTimer(this);
    m_idle->setSingleShot(true);
    m_idle->setInterval(kIdle_ms);
    connect(m_idle, &QTimer::timeout, this, &ReadingPreviewView::refresh);
    connect(&document, &ScenarioDocument::changed, m_idle, qOverload<>(&QTimer::start));
    connect(&document, &ScenarioDocument::chosenChanged, this, &ReadingPreviewView::refresh);
    connect(m_station, &QComboBox::activated, this, &ReadingPreviewView::draw);
}

void ReadingPreviewView::buildLayout()
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::kMedium);
    auto* row = new QHBoxLayout();
    auto* heading = new QLabel(tr("Preview"), this);
    heading->setProperty(kRoleProperty, QStringLiteral("heading"));
    m_station = new QComboBox(this);
    m_station->setAccessibleName(tr("Station that is previewed"));
    m_station->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    row->addWidget(heading);
    row->addStretch(1);
    row->addWidget(m_station);
    column->addLayout(row);
    m_chart = new TimeSeriesChart(this);
    m_chart->setMinimumHeight(220);
    column->addWidget(m_chart, 1);
    m_note = new QLabel(this);
    m_note->setWordWrap(true);
    m_note->setProperty(kRoleProperty, QStringLiteral("muted"));
    m_note->setFont(fontFor(TextRole::Small));
    column->addWidget(m_note);
    hide();
}

std::optional<std::size_t> ReadingPreviewView::previewed() const
{
    const auto chosen = m_document.chosen();
    const bool isPreviewed =
        chosen && m_document.network() != nullptr && twin::isOfReadings(m_document.scenario().events[*chosen].action);
    return isPreviewed ? chosen : std::nullopt;
}

void ReadingPreviewView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_idle->start();
}

void ReadingPreviewView::refresh()
{
    const auto event = previewed();
    setVisible(event.has_value());
    if (!event || !isVisible()) {
        return;
    }
    const twin::Scenario& scenario = m_document.scenario();
    const DayKey key{previewStart(scenario.events[*event]), scenario.seed, scenario.zone, m_document.network()};
    if (m_key != key) {
        startDay(key);
    } else if (m_day) {
        refreshStations(scenario.events[*event]);
        draw();
    }
}

void ReadingPreviewView::startDay(const DayKey& key)
{
    m_jobs.cancel(m_job);
    m_key = key;
    m_day.reset();
    say(tr("Simulating a typical day…"));
    const auto work = [network = m_document.sharedNetwork(), scenario = m_document.scenario(),
                       start = key.start](const std::stop_token& stop, const JobProgress& /*progress*/) {
        return simulateTypicalDay(*network, scenario, start, stop);
    };
    m_job = m_jobs.start<TypicalDay>(this, tr("Preview of readings"), work, [this](twin::Result<TypicalDay> day) {
        if (day) {
            m_day = std::move(*day);
            refresh();
        } else {
            say(qtText(day.error().message));
        }
    });
}

void ReadingPreviewView::refreshStations(const twin::Event& event)
{
    std::vector<std::size_t> places = previewStations(m_day, *m_document.network(), event);
    places.resize(std::min(places.size(), kMostStations));
    if (places == m_places && m_station->count() > 0) {
        return;
    }
    m_places = std::move(places);
    m_station->clear();
    for (const std::size_t place : m_places) {
        m_station->addItem(tr("Station %1").arg(qtText(m_day->stations[place].id)));
    }
}

void ReadingPreviewView::say(const QString& text)
{
    m_shown.reset();
    m_chart->setSeries({});
    m_chart->setMarks({});
    m_chart->setEmptyText(text);
    m_note->clear();
}

void ReadingPreviewView::draw()
{
    const auto event = previewed();
    const auto row = static_cast<std::size_t>(std::max(0, m_station->currentIndex()));
    if (!event || !m_day || row >= m_places.size()) {
        say(tr("No station is there."));
        return;
    }
    const auto preview = previewOf(m_day, *m_document.network(), m_document.scenario(), *event, m_places[row]);
    if (!preview) {
        say(tr("Nothing to preview until the event is in order."));
        return;
    }
    m_shown = *preview;
    m_chart->setAxis(titleOf(preview->signal), TimeText(m_document.clock()));
    m_chart->setSeries(
        {{.name = tr("as it is"), .role = SeriesRole::Observed, .x = preview->time_s, .y = preview->usual},
         {.name = tr("as it will be read"),
          .role = SeriesRole::Forecast,
          .x = preview->time_s,
          .y = preview->changed}});
    const twin::Event& shown = m_document.scenario().events[*event];
    m_chart->setMarks({{secondsOf(shown.from), secondsOf(shown.to), {}, false}});
    m_chart->setWindow(preview->time_s.front(), preview->time_s.back());
    m_note->setText(preview->together > 1
                        ? tr("A day without incidents, behind the %1 events of the readings that last at this time.")
                              .arg(preview->together)
                        : tr("A day of the simulated city without incidents, and what the detector would say of it."));
    Q_EMIT previewShown();
}

} // namespace gui
