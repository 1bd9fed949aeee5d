// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/policy_workspace.h"

#include <algorithm>
#include <utility>

#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QScrollArea>
#include <QTimer>
#include <QToolButton>

#include "gui/bridge/qt_text.h"
#include "gui/views/card.h"
#include "gui/views/field_manners.h"
#include "gui/views/map_diagram.h"
#include "gui/views/map_element_editor.h"
#include "gui/views/policy_form.h"
#include "gui/views/scroll_page.h"
#include "gui/views/table_view.h"
#include "mlops/approaches/catalogue.h"
#include "mlops/mapek/decision_map_json.h"
#include "twin/io/text_file.h"

namespace gui {

namespace {

constexpr QSize kLeastForm(340, 260);
constexpr int kLeastRows = 3; ///< of the dry run that are in sight

/// A dry run starts when nothing was edited for so long.
constexpr int kIdle_ms = 300;
constexpr int kLive_ms = 2'000; ///< and again while decisions come

} // namespace

PolicyWorkspace::PolicyWorkspace(RunSession& session, JobRunner& jobs, QWidget* parent)
    : QWidget(parent), m_session(session), m_jobs(jobs)
{
    m_document = new PolicyDocument(this);
    m_idle = new QTimer(this);
    m_idle->setSingleShot(true);
    m_idle->setInterval(kIdle_ms);
    buildLayout();
    connectSignals();
    restart();
}

void PolicyWorkspace::connectSignals()
{
    connect(m_idle, &QTimer::timeout, this, &PolicyWorkspace::startDryRun);
    connect(m_document, &PolicyDocument::changed, this, [this] { m_idle->start(kIdle_ms); });
    connect(m_document, &PolicyDocument::chosenChanged, this, &PolicyWorkspace::showChosen);
    connect(m_diagram, &MapDiagram::namingWanted, m_element, &MapElementEditor::startNaming);
    connect(m_diagram, &MapDiagram::refused, m_element, &MapElementEditor::tell);
    connect(m_preset, &QComboBox::activated, this, &PolicyWorkspace::choosePreset);
    connect(&m_session, &RunSession::opened, this, &PolicyWorkspace::restart);
    connect(&m_session, &RunSession::playheadMoved, this, &PolicyWorkspace::refreshDiagram);
    connect(&m_session, &RunSession::playbackChanged, this, &PolicyWorkspace::refreshButtons);
    connect(&m_session, &RunSession::grew, this, [this] {
        if (isVisible() && !m_idle->isActive() && m_planned != m_session.history().decisions().size()) {
            m_idle->start(kLive_ms);
        }
    });
    connect(m_table, &TableView::keySelected, this, &PolicyWorkspace::whyWanted);
}

QString PolicyWorkspace::verdict() const { return m_verdict->text(); }

void PolicyWorkspace::buildLayout()
{
    auto* layout = new QVBoxLayout(scrolledPage(*this));
    layout->setContentsMargins(space::kMedium, space::kMedium, space::kMedium, space::kMedium);
    auto* split = new SideBySide(this);
    split->add(buildFormSide(), 2);
    split->add(buildDryRunSide(), 5);
    layout->addWidget(split);
}

QWidget* PolicyWorkspace::buildFormSide()
{
    auto* card = new Card(tr("Goals and limits"), this);
    card->setMinimumWidth(kLeastForm.width());
    m_preset = new QComboBox(card);
    FieldManners::teach(*m_preset);
    m_preset->addItems({tr("Policy of this run"), tr("Balanced (HarmonE)"), tr("Accuracy first"), tr("Frugal energy"),
                        tr("Hardly ever act"), tr("From a file…")});
    card->add(m_preset);
    m_scroll = new QScrollArea(card);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_form = new PolicyForm(*m_document, m_scroll);
    m_scroll->setWidget(m_form);
    // The card shows through; setWidget() had turned this on.
    m_form->setAutoFillBackground(false);
    m_scroll->viewport()->setAutoFillBackground(false);
    m_scroll->setMinimumHeight(kLeastForm.height());
    card->add(m_scroll, 1);
    auto* run = new QPushButton(tr("Start a run with it"), card);
    run->setProperty(kRoleProperty, QStringLiteral("primary"));
    auto* save = new QPushButton(tr("Save as…"), card);
    m_use = new QPushButton(tr("Use it from now on"), card);
    m_use->setToolTip(
        tr("The loop of the live run goes by this policy from its next interval. The order is recorded."));
    connect(run, &QPushButton::clicked, this, [this] { Q_EMIT runWanted(m_document->map()); });
    connect(save, &QPushButton::clicked, this, &PolicyWorkspace::save);
    connect(m_use, &QPushButton::clicked, this, &PolicyWorkspace::useFromNowOn);
    auto* buttons = new QHBoxLayout();
    buttons->addWidget(m_use, 1);
    buttons->addWidget(save);
    card->add(run);
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
    m_table->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored); // what it likes would squeeze the map
    m_table->setMinimumHeight(kLeastRows * m_table->verticalHeader()->defaultSectionSize());
    dry->add(m_table, 1);
    layout->addWidget(dry, 2);
    layout->addWidget(buildMap(side), 3);
    return side;
}

QWidget* PolicyWorkspace::buildMap(QWidget* side)
{
    auto* map = new Card(tr("Decision map at the cursor"), side);
    m_colouring = new QLabel(map);
    m_colouring->setProperty(kRoleProperty, QStringLiteral("muted"));
    m_colouring->setToolTip(
        tr("✓ within its limit, ✕ beyond it; amber: more than nine tenths of the room is used. Without "
           "colour: no limit, or not judged yet. Bold arrows lead into a quality that is beyond its limit."));
    map->addBeside(m_colouring);
    for (const auto& [text, kind] :
         {std::pair(tr("+ Feature"), mlops::NodeKind::Feature), std::pair(tr("+ Quality"), mlops::NodeKind::Quality)}) {
        auto* add = new QToolButton(map);
        add->setText(text);
        add->setAccessibleName(tr("Add: %1").arg(text.mid(2)));
        connect(add, &QToolButton::clicked, this, [this, kind = kind] {
            m_document->edit(withBox(m_document->map(), kind));
            m_element->startNaming();
        });
        map->addBeside(add);
    }
    m_diagram = new MapDiagram(*m_document, map);
    map->add(m_diagram, 1);
    m_element = new MapElementEditor(*m_document, map);
    map->add(m_element);
    return map;
}

void PolicyWorkspace::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    adoptRun();
    refreshDiagram();
    refreshButtons();
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
        m_shownPreset = 0;
        m_preset->setCurrentIndex(0);
        showMap(policyOfRun());
    }
}

/// As it stands at the playhead: an order may have given the run another one than it began with.
const mlops::DecisionMap& PolicyWorkspace::policyOfRun() const
{
    return policyAt(m_session.description(), m_session.history(), m_session.playback().playhead());
}

void PolicyWorkspace::choosePreset(int index)
{
    mlops::DecisionMap map = index == 0 && m_session.hasRun() ? policyOfRun() : mlops::harmoneMap();
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
        m_preset->setCurrentIndex(m_shownPreset);
        if (!path.isEmpty()) {
            openFile(path);
        }
        return;
    }
    m_shownPreset = index;
    takeMap(tr("take a preset"), map);
}

/// As an edit: what stood in the form before comes back by undo.
void PolicyWorkspace::takeMap(const QString& title, const mlops::DecisionMap& map)
{
    m_document->edit({.title = title, .after = map, .chosen = {}});
}

void PolicyWorkspace::showMap(const mlops::DecisionMap& map)
{
    m_dry.reset();
    m_document->reset(map);
    refreshDiagram();
}

/// A quality that is chosen in the map has its limits in sight.
void PolicyWorkspace::showChosen()
{
    if (QWidget* heading = m_form->headingOf(m_document->chosen().node)) {
        m_scroll->ensureWidgetVisible(heading, 0, m_scroll->height() / 2);
    }
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
    m_shownPreset = m_preset->count() - 1;
    m_preset->setCurrentIndex(m_shownPreset);
    takeMap(tr("open a policy"), *read);
}

void PolicyWorkspace::startDryRun()
{
    if (!m_session.hasRun() || !isVisible()) {
        return;
    }
    m_jobs.cancel(m_job);
    const RunDescription& run = m_session.description();
    if (const QString why = whyNotUsed(m_document->map(), run.approach); !why.isEmpty()) {
        m_verdict->setText(why);
        m_changes->setRows({});
        m_dry.reset();
        refreshDiagram();
        return;
    }
    m_planned = m_session.history().decisions().size();
    const auto work = [approachName = run.approach, fidelityName = run.fidelity,
                       map = comparableMap(m_document->map(), *run.map), decisions = m_session.history().decisions()](
                          const std::stop_token& stop, const JobProgress& /*progress*/) -> twin::Result<mlops::DryRun> {
        const auto fidelity = mlops::Fidelity::named(fidelityName);
        const auto approach = mlops::makeApproach(approachName, fidelity.value_or(mlops::Fidelity::corrected()));
        if (!approach) {
            return tl::unexpected(approach.error());
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
    const QString aside = driftTestSentence(m_document->map(), *m_session.description().map);
    m_verdict->setText(aside.isEmpty() ? dryRunSentence(run) : dryRunSentence(run) + QLatin1Char(' ') + aside);
    m_changes->setRows(changedRows(run, m_session.description().axis));
    m_dry = run;
    refreshDiagram();
    Q_EMIT dryRunShown();
}

void PolicyWorkspace::refreshDiagram()
{
    if (!m_session.hasRun() || !isVisible()) {
        return;
    }
    const twin::Tick now = m_session.playback().playhead();
    const bool isOwn = sameMap(m_document->map(), policyOfRun());
    m_colouring->setText(isOwn || !m_dry ? tr("as recorded") : tr("as this policy would have judged"));
    if (!isOwn && m_dry) {
        m_diagram->setReadings(readingsAt(now, *m_dry));
        return;
    }
    std::vector<BoundaryReading> readings;
    for (const DecisionPtr& decision : m_session.history().decisions()) {
        if (decision->tick <= now) {
            keepNewest(readings, readingsOf(*decision));
        }
    }
    m_diagram->setReadings(std::move(readings));
}

void PolicyWorkspace::refreshButtons() { m_use->setEnabled(m_session.isGrowing()); }

void PolicyWorkspace::useFromNowOn()
{
    const mlops::DecisionMap& map = m_document->map();
    if (const QString why = whyNotUsed(map, m_session.description().approach); !why.isEmpty()) {
        Q_EMIT failed(why);
        return;
    }
    m_session.order(mlops::PolicyCommand{map});
    Q_EMIT noticed(tr("The loop goes by “%1” from the next interval on.").arg(qtText(map.name)));
}

void PolicyWorkspace::save()
{
    if (const QString why = whyNotWhole(m_document->map()); !why.isEmpty()) {
        Q_EMIT failed(why);
        return;
    }
    const QString path = QFileDialog::getSaveFileName(this, tr("Save the policy"), QStringLiteral("policy.json"),
                                                      tr("Policies (*.json)"));
    if (path.isEmpty()) {
        return;
    }
    const auto written = twin::writeTextAtomically(path.toStdString(), mlops::toJson(m_document->map()).dump(2) + '\n');
    m_verdict->setText(written ? tr("Saved as %1").arg(path) : qtText(written.error().message));
}

} // namespace gui
