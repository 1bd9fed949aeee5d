// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/what_if_panel.h"

#include <algorithm>
#include <utility>

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include "gui/bridge/qt_text.h"
#include "gui/models/scenario_edits.h"
#include "gui/theme/theme.h"
#include "gui/theme/typography.h"
#include "gui/views/problem_label.h"
#include "gui/views/table_view.h"
#include "gui/views/wall_clock_edit.h"

namespace gui {

namespace {
constexpr int kDurations_min[] = {30, 60, 120, 180};

QLabel* mutedLabel(QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setWordWrap(true);
    label->setProperty(kRoleProperty, QStringLiteral("muted"));
    label->setFont(fontFor(TextRole::Small));
    return label;
}

} // namespace

WhatIfPanel::WhatIfPanel(ScenarioDocument& document, ScenarioFiles& files, RunSession& session, JobRunner& jobs,
                         QWidget* parent)
    : QWidget(parent), m_document(document), m_files(files), m_session(session), m_jobs(jobs)
{
    buildLayout();
    connectSignals();
    refresh();
}

void WhatIfPanel::buildLayout()
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::kSmall, space::kMedium, space::kSmall, space::kSmall);
    column->setSpacing(space::kMedium);
    m_subject = new QLabel(this);
    m_subject->setWordWrap(true);
    column->addWidget(m_subject);
    m_way = mutedLabel(this);
    column->addWidget(m_way);
    m_form = new QFormLayout();
    m_form->setVerticalSpacing(space::kSmall);
    m_form->setHorizontalSpacing(space::kMedium);
    m_at = new WallClockEdit(this);
    m_at->setToolTip(tr("Up to here both branches are one"));
    m_now = new QCheckBox(tr("begins now"), this);
    m_now->setToolTip(tr("It begins where the run stands and lasts as long as in the scenario"));
    m_duration = new QComboBox(this);
    for (const int minutes : kDurations_min) {
        m_duration->addItem(lengthText(std::chrono::minutes(minutes)), minutes);
    }
    m_duration->setCurrentIndex(1);
    m_form->addRow(tr("Branch at"), m_at);
    m_form->addRow(tr("The event"), m_now);
    m_form->addRow(tr("Look ahead"), m_duration);
    column->addLayout(m_form);
    auto* buttons = new QHBoxLayout();
    m_ask = new QPushButton(tr("Ask"), this);
    m_ask->setProperty(kRoleProperty, QStringLiteral("primary"));
    m_cancel = new QPushButton(tr("Cancel"), this);
    m_progress = new QProgressBar(this);
    m_progress->setRange(0, 100);
    m_progress->setTextVisible(false);
    buttons->addWidget(m_ask, 1);
    buttons->addWidget(m_progress, 1);
    buttons->addWidget(m_cancel);
    column->addLayout(buttons);
    m_problem = new ProblemLabel(this);
    column->addWidget(m_problem);
    m_answer = buildAnswer();
    column->addWidget(m_answer, 1);
    column->addStretch(0);
    setBusy(false);
}

QWidget* WhatIfPanel::buildAnswer()
{
    auto* answer = new QWidget(this);
    auto* column = new QVBoxLayout(answer);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::kSmall);
    m_sentence = new QLabel(answer);
    m_sentence->setWordWrap(true);
    m_sentence->setFont(fontFor(TextRole::Heading));
    column->addWidget(m_sentence);
    m_source = mutedLabel(answer);
    column->addWidget(m_source);
    using Row = MeasureRow;
    m_rows = new TableModel<Row>(
        {{tr("Measure"), {}, [](const Row& row) { return row.name; }, {}},
         {tr("Without"), {}, [](const Row& row) { return row.planned; }, {}, true},
         {tr("With"), {}, [](const Row& row) { return row.changed; }, {}, true},
         {tr("Difference"), {}, [](const Row& row) { return row.difference; }, {}, true}},
        [](const Row& row) { return row.key; }, this);
    m_rows->setTips([](const Row& row) { return row.tip; });
    m_table = new TableView(answer);
    m_table->show(m_rows, 0);
    m_table->setSortingEnabled(false);
    column->addWidget(m_table, 1);
    m_onMap = new QPushButton(tr("Difference on the map"), answer);
    m_onMap->setCheckable(true);
    column->addWidget(m_onMap);
    m_commandLine = new QWidget(answer);
    auto* line = new QHBoxLayout(m_commandLine);
    line->setContentsMargins(0, 0, 0, 0);
    m_command = new QLineEdit(m_commandLine);
    m_command->setReadOnly(true);
    m_command->setToolTip(tr("The same on the command line"));
    auto* copy = new QPushButton(tr("Copy"), m_commandLine);
    connect(copy, &QPushButton::clicked, this, [this] { QApplication::clipboard()->setText(m_command->text()); });
    line->addWidget(m_command, 1);
    line->addWidget(copy);
    column->addWidget(m_commandLine);
    answer->hide();
    return answer;
}

void WhatIfPanel::connectSignals()
{
    connect(&m_document, &ScenarioDocument::changed, this, &WhatIfPanel::refresh);
    connect(&m_document, &ScenarioDocument::chosenChanged, this, &WhatIfPanel::refresh);
    connect(&m_document, &ScenarioDocument::replaced, this, &WhatIfPanel::forget);
    connect(&m_session, &RunSession::opened, this, &WhatIfPanel::refresh);
    connect(&m_session, &RunSession::playbackChanged, this, &WhatIfPanel::refreshWay);
    connect(&m_session, &RunSession::branched, this, &WhatIfPanel::askLive);
    connect(m_ask, &QPushButton::clicked, this, &WhatIfPanel::ask);
    connect(m_cancel, &QPushButton::clicked, this, &WhatIfPanel::cancel);
    connect(&m_jobs, &JobRunner::jobsChanged, this, &WhatIfPanel::tellProgress);
    connect(m_onMap, &QPushButton::toggled, this,
            [this](bool isOn) { Q_EMIT differenceChanged(isOn ? m_frame : nullptr); });
}

QString WhatIfPanel::problem() const { return m_problem->text(); }
QString WhatIfPanel::sentence() const { return m_sentence->text(); }
QString WhatIfPanel::command() const { return m_command->text(); }
QString WhatIfPanel::way() const { return m_way->text(); }
QString WhatIfPanel::source() const { return m_source->text(); }
void WhatIfPanel::setBeginsNow(bool beginsNow) { m_now->setChecked(beginsNow); }

bool WhatIfPanel::isLive() const
{
    return m_session.isGrowing() && isSameCity(m_document.network(), m_session.description().network.get());
}

void WhatIfPanel::refreshWay()
{
    const bool isLive = this->isLive();
    m_form->setRowVisible(m_at, !isLive);
    m_form->setRowVisible(m_now, isLive);
    m_way->setText(isLive ? tr("Branches the live run from its own estimated state as it stands, with whatever was "
                               "ordered in it. The run itself goes on untouched.")
                          : tr("Simulates the scenario anew up to the moment: no live run goes on in this city, and a "
                               "recorded one keeps no state to branch."));
}

void WhatIfPanel::refresh()
{
    refreshWay();
    const auto chosen = m_document.chosen();
    const bool isPossible = chosen && m_document.problems().empty() && m_document.network() != nullptr;
    m_ask->setEnabled(isPossible);
    m_at->setEnabled(chosen.has_value());
    if (!chosen) {
        m_event.reset();
        m_subject->setText(
            tr("Choose an event of the road, and see what it costs: the same hour with it and without."));
        return forget();
    }
    const twin::Event& event = m_document.scenario().events[*chosen];
    m_subject->setText(tr("With and without: %1").arg(summaryOf(event, m_document.network())));
    if (m_event != chosen || m_document.scenario() != m_asked) {
        forget();
    }
    if (m_event != chosen || m_from != event.from) {
        m_event = chosen;
        m_from = event.from;
        const twin::UtcTime now = m_session.description().axis.at(m_session.history().ticks());
        m_now->setChecked(event.to <= now || event.from >= now + duration());
        // The twin has to have seen something before it can be branched.
        m_at->setInstant(std::max(event.from, m_document.scenario().start + kEditStep), m_document.clock());
    }
}

void WhatIfPanel::forget()
{
    cancel();
    m_problem->tell({});
    m_answer->hide();
    m_onMap->setChecked(false);
    m_frame.reset();
}

twin::Result<ScenarioQuestion> WhatIfPanel::question() const
{
    const twin::Event& event = m_document.scenario().events[*m_document.chosen()];
    twin::Scenario alone = m_document.scenario();
    alone.events = {event};
    alone.name += "-event";
    const auto base = m_files.copyOf(removed(m_document.scenario(), *m_document.chosen()).after);
    const auto extra = m_files.copyOf(alone);
    if (!base || !extra) {
        return tl::unexpected(!base ? base.error() : extra.error());
    }
    return ScenarioQuestion{.base = *base,
                            .extra = *extra,
                            .networks = m_files.folders().data,
                            .event = event,
                            .at = snapped(m_at->instant()),
                            .duration = duration()};
}

std::chrono::minutes WhatIfPanel::duration() const { return std::chrono::minutes(m_duration->currentData().toInt()); }

void WhatIfPanel::ask()
{
    if (!m_document.chosen() || m_document.network() == nullptr) {
        return;
    }
    forget();
    m_asked = m_document.scenario();
    if (!isLive()) {
        return askAnew();
    }
    setBusy(true);
    m_isBranchAwaited = true;
    m_session.takeBranch();
}

void WhatIfPanel::askLive(const BranchPtr& branch, const QString& problem)
{
    if (!std::exchange(m_isBranchAwaited, false)) {
        return; // cancelled meanwhile
    }
    if (!branch) {
        setBusy(false);
        m_problem->tell(problem);
        return;
    }
    LiveQuestion asked{.branch = branch, .event = m_asked.events[*m_event], .duration = duration()};
    if (m_now->isChecked()) {
        asked.event.to = branch->at + (asked.event.to - asked.event.from);
        asked.event.from = branch->at;
    }
    start([asked](const std::stop_token& /*stop*/, const JobProgress& /*progress*/) { return answerLive(asked); },
          true);
}

void WhatIfPanel::askAnew()
{
    const auto asked = question();
    if (!asked) {
        return m_problem->tell(qtText(asked.error().message));
    }
    m_command->setText(commandOf(*asked));
    m_command->setCursorPosition(0);
    start([asked = *asked](const std::stop_token& stop,
                           const JobProgress& progress) { return answerWhatIf(asked, stop, progress); },
          false);
}

void WhatIfPanel::start(const Work& work, bool isLive)
{
    setBusy(true);
    using Answer = mlops::WhatIfAnswer;
    m_job = m_jobs.start<Answer>(this, tr("What if"), work, [this, isLive](twin::Result<Answer> answer) {
        setBusy(false);
        if (answer) {
            showAnswer(*answer, isLive);
        } else {
            m_problem->tell(qtText(answer.error().message));
        }
        Q_EMIT answered();
    });
}

void WhatIfPanel::cancel()
{
    m_isBranchAwaited = false;
    m_jobs.cancel(m_job);
    setBusy(false);
}

void WhatIfPanel::setBusy(bool isBusy)
{
    m_ask->setVisible(!isBusy);
    m_progress->setVisible(isBusy);
    m_cancel->setVisible(isBusy);
    m_progress->setValue(0);
}

void WhatIfPanel::tellProgress()
{
    for (const JobRunner::Job& job : m_jobs.jobs()) {
        if (job.id == m_job) {
            m_progress->setValue(static_cast<int>(job.share * 100.0));
        }
    }
}

QString WhatIfPanel::sourceOf(const mlops::WhatIfAnswer& answer, bool isLive) const
{
    const QString moment = TimeText(m_document.clock()).full(secondsOf(answer.at));
    const QString from =
        isLive ? tr("Branched from the live run's own estimated state of %1, with whatever was ordered in it.")
               : tr("Branched from a city simulated anew from the scenario up to %1: what was ordered in a run is not "
                    "in it.");
    const QString by = answer.isDriven
                           ? tr("Both branches are driven by the forecasts of %1.").arg(modelText(answer.model))
                           : tr("No forecast was there yet: what enters is held as it was.");
    return from.arg(moment) + QLatin1Char(' ') + by;
}

void WhatIfPanel::showAnswer(const mlops::WhatIfAnswer& answer, bool isLive)
{
    const twin::Event& event = m_asked.events[*m_event];
    m_sentence->setText(whatIfSentence(answer.measures, kindText(event.action)));
    m_source->setText(sourceOf(answer, isLive));
    m_commandLine->setVisible(!isLive); // the command line has no live run
    m_rows->setRows(measureRows(answer.measures));
    m_frame = std::make_shared<const MapFrame>(
        differenceFrame(answer.measures, *m_document.network(), UnitSystem::UsCustomary));
    m_answer->show();
    m_onMap->setChecked(true);
}

} // namespace gui
