// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/what_if_panel.h"

#include <algorithm>

#include <QApplication>
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
} // namespace

WhatIfPanel::WhatIfPanel(ScenarioDocument& document, ScenarioFiles& files, JobRunner& jobs, QWidget* parent)
    : QWidget(parent), m_document(document), m_files(files), m_jobs(jobs)
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
    auto* form = new QFormLayout();
    form->setVerticalSpacing(space::kSmall);
    form->setHorizontalSpacing(space::kMedium);
    m_at = new WallClockEdit(this);
    m_at->setToolTip(tr("Up to here both branches are one"));
    m_duration = new QComboBox(this);
    for (const int minutes : kDurations_min) {
        m_duration->addItem(lengthText(std::chrono::minutes(minutes)), minutes);
    }
    m_duration->setCurrentIndex(1);
    form->addRow(tr("Branch at"), m_at);
    form->addRow(tr("Look ahead"), m_duration);
    column->addLayout(form);
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
    m_source = new QLabel(answer);
    m_source->setWordWrap(true);
    m_source->setProperty(kRoleProperty, QStringLiteral("muted"));
    m_source->setFont(fontFor(TextRole::Small));
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
    auto* line = new QHBoxLayout();
    m_command = new QLineEdit(answer);
    m_command->setReadOnly(true);
    m_command->setToolTip(tr("The same on the command line"));
    auto* copy = new QPushButton(tr("Copy"), answer);
    connect(copy, &QPushButton::clicked, this, [this] { QApplication::clipboard()->setText(m_command->text()); });
    line->addWidget(m_command, 1);
    line->addWidget(copy);
    column->addLayout(line);
    answer->hide();
    return answer;
}

void WhatIfPanel::connectSignals()
{
    connect(&m_document, &ScenarioDocument::changed, this, &WhatIfPanel::refresh);
    connect(&m_document, &ScenarioDocument::chosenChanged, this, &WhatIfPanel::refresh);
    connect(&m_document, &ScenarioDocument::replaced, this, &WhatIfPanel::forget);
    connect(m_ask, &QPushButton::clicked, this, &WhatIfPanel::ask);
    connect(m_cancel, &QPushButton::clicked, this, &WhatIfPanel::cancel);
    connect(&m_jobs, &JobRunner::jobsChanged, this, &WhatIfPanel::tellProgress);
    connect(m_onMap, &QPushButton::toggled, this,
            [this](bool isOn) { Q_EMIT differenceChanged(isOn ? m_frame : nullptr); });
}

QString WhatIfPanel::problem() const { return m_problem->text(); }
QString WhatIfPanel::sentence() const { return m_sentence->text(); }
QString WhatIfPanel::command() const { return m_command->text(); }

void WhatIfPanel::refresh()
{
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
                            .duration = std::chrono::minutes(m_duration->currentData().toInt())};
}

void WhatIfPanel::ask()
{
    if (!m_document.chosen() || m_document.network() == nullptr) {
        return;
    }
    forget();
    m_asked = m_document.scenario();
    const auto asked = question();
    if (!asked) {
        return m_problem->tell(qtText(asked.error().message));
    }
    setBusy(true);
    m_command->setText(commandOf(*asked));
    m_command->setCursorPosition(0);
    const auto work = [asked = *asked](const std::stop_token& stop, const JobProgress& progress) {
        return answerWhatIf(asked, stop, progress);
    };
    using Answer = mlops::WhatIfAnswer;
    m_job = m_jobs.start<Answer>(this, tr("What if"), work, [this](twin::Result<Answer> answer) {
        setBusy(false);
        if (answer) {
            showAnswer(*answer);
        } else {
            m_problem->tell(qtText(answer.error().message));
        }
        Q_EMIT answered();
    });
}

void WhatIfPanel::cancel()
{
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

void WhatIfPanel::showAnswer(const mlops::WhatIfAnswer& answer)
{
    const twin::Event& event = m_asked.events[*m_event];
    m_sentence->setText(whatIfSentence(answer.measures, kindText(event.action)));
    m_source->setText(
        answer.isDriven ? tr("Both branches are driven by the forecasts of %1, in a city simulated anew from the "
                             "scenario: what was ordered in a live run is not in it.")
                              .arg(modelText(answer.model))
                        : tr("No forecast was there yet: what enters is held as it was, in a city simulated anew from "
                             "the scenario."));
    m_rows->setRows(measureRows(answer.measures));
    m_frame = std::make_shared<const MapFrame>(
        differenceFrame(answer.measures, *m_document.network(), UnitSystem::UsCustomary));
    m_answer->show();
    m_onMap->setChecked(true);
}

} // namespace gui
