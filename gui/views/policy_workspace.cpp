// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/policy_workspace.h"

#include <algorithm>
#include <utility>

#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QTimer>

#include "gui/bridge/qt_text.h"
#include "gui/views/card.h"
#include "gui/views/map_diagram.h"
#include "gui/views/policy_form.h"
#include "gui/views/table_view.h"
#include "mlops/approaches/catalogue.h"
#include "mlops/mapek/decision_map_json.h"
#include "twin/io/text_file.h"

namespace gui {

namespace {

/// A dry run starts when nothing was edited for so long.
constexpr int kIdle_ms = 300;

/// "Switch: SVM", "Keep".
QString deedText(const mlops::Tactic& tactic)
{
    QString text = tacticText(tactic);
    if (const auto* change = std::get_if<mlops::SwitchModel>(&tactic)) {
        text += QStringLiteral(": ") + familyText(change->to);
    } else if (const auto* retrain = std::get_if<mlops::Retrain>(&tactic)) {
        text += QStringLiteral(": ") + familyText(retrain->family);
    }
    return text;
}

QString countText(const mlops::DryRun& run, const char* tactic, const QString& many)
{
    const mlops::DryRun::Count count = run.countOf(tactic);
    return PolicyWorkspace::tr("%1 %2 instead of %3").arg(count.planned).arg(many).arg(count.recorded);
}

} // namespace

std::vector<ChangedRow> changedRows(const mlops::DryRun& run, const twin::TimeAxis& axis)
{
    std::vector<ChangedRow> rows;
    for (const mlops::ReplannedDecision& decision : run.decisions) {
        if (!decision.differs) {
            continue;
        }
        ChangedRow row{.id = decision.id, .tick = decision.tick};
        row.time = shortTimeText(axis, decision.tick);
        row.recorded = deedText(decision.recorded);
        row.planned = deedText(decision.planned.tactic);
        const auto& trigger = decision.planned.trigger;
        row.because = trigger ? PolicyWorkspace::tr("%1 %2 against %3")
                                    .arg(metricText(trigger->metric), numberText(trigger->value, 3),
                                         numberText(trigger->limit, 3))
                      : decision.planned.byChance ? PolicyWorkspace::tr("chance explores")
                                                  : PolicyWorkspace::tr("no limit is crossed any more");
        rows.push_back(std::move(row));
    }
    return rows;
}

QString dryRunSentence(const mlops::DryRun& run)
{
    if (run.decisions.empty()) {
        return PolicyWorkspace::tr("There is no decision to plan again yet.");
    }
    if (run.differing == 0) {
        return PolicyWorkspace::tr("Nothing would have changed: all %1 decisions stay as they are.")
            .arg(run.decisions.size());
    }
    return PolicyWorkspace::tr("%1 of %2 decisions would have been others: %3, %4.")
        .arg(run.differing)
        .arg(run.decisions.size())
        .arg(countText(run, "switch", PolicyWorkspace::tr("switches")),
             countText(run, "retrain", PolicyWorkspace::tr("retrainings")));
}

PolicyWorkspace::PolicyWorkspace(RunSession& session, JobRunner& jobs, QWidget* parent)
    : QWidget(parent), m_session(session), m_jobs(jobs)
{
    m_idle = new QTimer(this);
    m_idle->setSingleShot(true);
    m_idle->setInterval(kIdle_ms);
    buildLayout();
    connect(m_idle, &QTimer::timeout, this, &PolicyWorkspace::startDryRun);
    connect(m_form, &PolicyForm::edited, this, [this] { m_idle->start(); });
    connect(m_preset, &QComboBox::activated, this, &PolicyWorkspace::choosePreset);
    connect(&session, &RunSession::opened, this, &PolicyWorkspace::restart);
    connect(&session, &RunSession::playheadMoved, this, &PolicyWorkspace::refreshDiagram);
    connect(m_table, &TableView::keySelected, this, &PolicyWorkspace::whyWanted);
    restart();
}

QString PolicyWorkspace::verdict() const { return m_verdict->text(); }

void PolicyWorkspace::buildLayout()
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(space::kMedium, space::kMedium, space::kMedium, space::kMedium);
    layout->setSpacing(space::kMedium);
    layout->addWidget(buildFormSide());
    layout->addWidget(buildDryRunSide(), 1);
}

QWidget* PolicyWorkspace::buildFormSide()
{
    auto* card = new Card(tr("Goals and limits"), this);
    card->setFixedWidth(340);
    m_preset = new QComboBox(card);
    m_preset->addItems({tr("Policy of this run"), tr("Balanced (HarmonE)"), tr("Accuracy first"), tr("Frugal energy"),
                        tr("Hardly ever act"), tr("From a file…")});
    card->add(m_preset);
    auto* scroll = new QScrollArea(card);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    m_form = new PolicyForm(scroll);
    scroll->setWidget(m_form);
    // The card shows through; setWidget() had turned this on.
    m_form->setAutoFillBackground(false);
    scroll->viewport()->setAutoFillBackground(false);
    card->add(scroll, 1);
    auto* run = new QPushButton(tr("Start a run with it"), card);
    run->setProperty(kRoleProperty, QStringLiteral("primary"));
    auto* save = new QPushButton(tr("Save as…"), card);
    connect(run, &QPushButton::clicked, this, [this] { Q_EMIT runWanted(m_form->map()); });
    connect(save, &QPushButton::clicked, this, &PolicyWorkspace::save);
    auto* buttons = new QHBoxLayout();
    buttons->addWidget(run, 1);
    buttons->addWidget(save);
    card->addLayout(buttons);
    return card;
}

QWidget* PolicyWorkspace::buildDryRunSide()
{
    auto* side = new QWidget(this);
    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::kMedium);
    auto* dry = new Card(tr("Dry run over the open run"), side);
    auto* badge = new QLabel(tr("counterfactual on recorded inputs"), dry);
    badge->setProperty(kRoleProperty, QStringLiteral("muted"));
    badge->setToolTip(tr("Every decision is planned again on the evidence as recorded. It says which decisions would "
                         "have been others, not how the run would have gone on."));
    dry->addBeside(badge);
    m_verdict = new QLabel(dry);
    m_verdict->setWordWrap(true);
    m_verdict->setFont(fontFor(TextRole::Heading));
    dry->add(m_verdict);
    using Row = ChangedRow;
    m_changes = new TableModel<ChangedRow>(
        {{tr("Time"),
          {},
          [](const Row& row) { return row.time; },
          [](const Row& row) { return QVariant::fromValue<qint64>(row.tick); }},
         {tr("As recorded"), {}, [](const Row& row) { return row.recorded; }, {}},
         {tr("With this policy"), {}, [](const Row& row) { return row.planned; }, {}},
         {tr("Because"), {}, [](const Row& row) { return row.because; }, {}}},
        [](const Row& row) { return row.id; }, this);
    m_table = new TableView(dry);
    m_table->show(m_changes, 3);
    dry->add(m_table, 1);
    layout->addWidget(dry, 1);
    auto* map = new Card(tr("Decision map at the cursor"), side);
    m_diagram = new MapDiagram(map);
    map->add(m_diagram, 1);
    layout->addWidget(map, 1);
    return side;
}

void PolicyWorkspace::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    adoptRun();
    refreshDiagram();
    startDryRun();
}

void PolicyWorkspace::restart()
{
    m_isOfOtherRun = m_session.hasRun();
    if (isVisible()) {
        adoptRun(); // else when it comes into sight: the form takes longer to make than a frame has time
    }
}

void PolicyWorkspace::adoptRun()
{
    if (std::exchange(m_isOfOtherRun, false)) {
        m_preset->setCurrentIndex(0);
        m_form->setMap(*m_session.description().map);
        m_diagram->setMap(m_form->map());
        m_idle->start();
    }
}

void PolicyWorkspace::choosePreset(int index)
{
    mlops::DecisionMap map = index == 0 && m_session.hasRun() ? *m_session.description().map : mlops::harmoneMap();
    const auto limit = [&](mlops::Metric metric, double value) {
        for (mlops::Boundary& boundary : map.boundaries) {
            boundary.reference = boundary.metric == metric ? value : boundary.reference;
        }
    };
    if (index == 2) {
        map.score.beta = 1.0;
        limit(mlops::Metric::Score, 0.85);
        limit(mlops::Metric::NormalisedEnergy, 4.0);
    } else if (index == 3) {
        map.score.beta = 0.8;
        limit(mlops::Metric::NormalisedEnergy, 0.6);
    } else if (index == 4) {
        map.score.exploration = 0.0;
        limit(mlops::Metric::Score, 0.3);
        limit(mlops::Metric::NormalisedEnergy, 10.0);
        limit(mlops::Metric::DriftDistance, 3.0);
    } else if (index == 5) {
        const QString path = QFileDialog::getOpenFileName(this, tr("Open a policy"), {}, tr("Policies (*.json)"));
        if (!path.isEmpty()) {
            openFile(path);
        }
        return;
    }
    m_form->setMap(map);
    m_diagram->setMap(map);
    m_idle->start();
}

void PolicyWorkspace::openFile(const QString& path)
{
    const auto text = twin::readText(path.toStdString());
    const auto read = text ? mlops::decisionMapFromText(*text) : tl::unexpected(text.error());
    if (!read) {
        m_verdict->setText(tr("%1: %2").arg(path, qtText(read.error().message)));
        return;
    }
    m_isOfOtherRun = false; // this file was asked for after the run was opened
    m_preset->setCurrentIndex(m_preset->count() - 1);
    m_form->setMap(*read);
    m_diagram->setMap(*read);
    m_idle->start();
}

void PolicyWorkspace::startDryRun()
{
    if (!m_session.hasRun() || !isVisible()) {
        return;
    }
    m_jobs.cancel(m_job);
    const RunDescription& run = m_session.description();
    const auto work = [approachName = run.approach, fidelityName = run.fidelity, map = m_form->map(),
                       decisions = m_session.history().decisions()](
                          const std::stop_token& stop, const JobProgress& /*progress*/) -> twin::Result<mlops::DryRun> {
        const auto fidelity = mlops::Fidelity::named(fidelityName);
        const auto approach = mlops::makeApproach(approachName, fidelity.value_or(mlops::Fidelity::corrected()));
        if (!approach) {
            return tl::unexpected(approach.error());
        }
        for (const mlops::Metric needed : (*approach)->traits().needs) {
            if (map.boundaryOn(needed) == nullptr) {
                return twin::fail(twin::ErrorCode::InvalidInput,
                                  "This run's approach needs a boundary that the policy does not have.");
            }
        }
        return mlops::dryRun(**approach, map, decisions, stop);
    };
    m_job = m_jobs.start<mlops::DryRun>(this, tr("Dry run"), work, [this](twin::Result<mlops::DryRun> dry) {
        if (dry) {
            showDryRun(*dry);
        } else {
            m_verdict->setText(qtText(dry.error().message));
        }
    });
}

void PolicyWorkspace::showDryRun(const mlops::DryRun& run)
{
    m_verdict->setText(dryRunSentence(run));
    m_changes->setRows(changedRows(run, m_session.description().axis));
    Q_EMIT dryRunShown();
}

void PolicyWorkspace::refreshDiagram()
{
    if (!m_session.hasRun() || !isVisible()) {
        return;
    }
    std::vector<BoundaryReading> newest;
    const twin::Tick now = m_session.playback().playhead();
    const auto& decisions = m_session.history().decisions();
    for (const mlops::Boundary& boundary : m_session.description().map->boundaries) {
        for (auto it = decisions.rbegin(); it != decisions.rend(); ++it) {
            const auto readings = readingsOf(**it);
            const auto found = std::ranges::find(readings, boundary.metric, &BoundaryReading::metric);
            if ((*it)->tick <= now && found != readings.end()) {
                newest.push_back(*found);
                break;
            }
        }
    }
    m_diagram->setReadings(std::move(newest));
}

void PolicyWorkspace::save()
{
    const QString path = QFileDialog::getSaveFileName(this, tr("Save the policy"), QStringLiteral("policy.json"),
                                                      tr("Policies (*.json)"));
    if (path.isEmpty()) {
        return;
    }
    const auto written = twin::writeTextAtomically(path.toStdString(), mlops::toJson(m_form->map()).dump(2) + '\n');
    m_verdict->setText(written ? tr("Saved as %1").arg(path) : qtText(written.error().message));
}

} // namespace gui
