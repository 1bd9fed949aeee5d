// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/registry_workspace.h"

#include <algorithm>

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include "gui/bridge/qt_text.h"
#include "gui/models/timeline_lanes.h"
#include "gui/views/card.h"
#include "gui/views/live_strip.h"
#include "gui/views/scroll_page.h"
#include "gui/views/table_view.h"

namespace gui {

namespace {

constexpr QSize kLeastTable(480, 150);
constexpr int kLeastDetails_px = 230;

QString reasonText(mlops::TrainingReason reason)
{
    switch (reason) {
    case mlops::TrainingReason::Initial:
        return RegistryWorkspace::tr("first training");
    case mlops::TrainingReason::Periodic:
        return RegistryWorkspace::tr("period");
    case mlops::TrainingReason::Drift:
        return RegistryWorkspace::tr("drift");
    case mlops::TrainingReason::Skill:
        return RegistryWorkspace::tr("lost skill");
    case mlops::TrainingReason::User:
        return RegistryWorkspace::tr("ordered by you");
    }
    return {};
}

QString holdOutText(const VersionFact& version)
{
    return version.holdOut ? QStringLiteral("%1 / %2").arg(numberText(version.holdOut->mae, 3),
                                                           numberText(version.holdOut->persistenceMae, 3))
                           : QStringLiteral("–");
}

std::vector<Column<VersionRow>> versionColumns()
{
    using Row = VersionRow;
    const auto tr = [](const char* text) { return RegistryWorkspace::tr(text); };
    return {
        {tr("Version"), tr("Family and number, counted in this run"), [](const Row& row) { return row.name; }, {}},
        {tr("Trained"), tr("When it was ordered"), [](const Row& row) { return row.when; },
         [](const Row& row) { return QVariant::fromValue<qint64>(row.version.tick); }},
        {tr("Why"), {}, [](const Row& row) { return reasonText(row.version.reason); }, {}},
        {tr("Intervals"),
         tr("Rows of the training window"),
         [](const Row& row) { return QVariant::fromValue<qulonglong>(row.version.window.rows); },
         {},
         true},
        {tr("Imputed"),
         tr("Share of the training readings that were not observed: nothing was learned from them"),
         [](const Row& row) { return numberText(row.version.window.shareImputed * 100.0, 2) + QStringLiteral(" %"); },
         {},
         true},
        {tr("Error / persistence"),
         tr("Mean absolute error on held-out data, beside that of no change"),
         [](const Row& row) { return holdOutText(row.version); },
         {},
         true},
        {tr("Training took"), tr("CPU time"),
         [](const Row& row) { return RegistryWorkspace::tr("%1 s").arg(numberText(row.version.cost.cpu.value, 3)); },
         [](const Row& row) { return row.version.cost.cpu.value; }, true},
        {tr("State"),
         {},
         [](const Row& row) {
             return row.servesNow        ? RegistryWorkspace::tr("live")
                    : row.version.serves ? RegistryWorkspace::tr("accepted")
                                         : RegistryWorkspace::tr("refused");
         },
         {}}};
}

} // namespace

std::vector<VersionRow> versionRows(const RunDescription& run, const RunHistory& history)
{
    std::vector<VersionRow> rows;
    TimelineLanes lanes;
    lanes.extend(history);
    for (const VersionFact& version : history.versions()) {
        VersionRow row{.key = static_cast<qint64>(version.family) * 10'000 + static_cast<qint64>(version.number),
                       .version = version};
        row.name = modelText({version.family, version.number});
        row.when = version.reason == mlops::TrainingReason::Initial ? RegistryWorkspace::tr("before the run")
                                                                    : shortTimeText(run.axis, version.tick);
        for (const TimelineLanes::Span& span : lanes.models()) {
            if (span.model.family == version.family && span.model.version == version.number) {
                row.live.emplace_back(span.from, span.to);
            }
        }
        row.servesNow = !row.live.empty() && row.live.back().second == history.ticks();
        rows.push_back(std::move(row));
    }
    return rows;
}

RegistryWorkspace::RegistryWorkspace(RunSession& session, QWidget* parent) : QWidget(parent), m_session(session)
{
    buildLayout();
    connect(&session, &RunSession::opened, this, &RegistryWorkspace::refresh);
    connect(&session, &RunSession::grew, this, &RegistryWorkspace::refresh);
    connect(m_table, &TableView::keySelected, this, &RegistryWorkspace::showDetails);
    connect(m_rollBack, &QPushButton::clicked, this, &RegistryWorkspace::rollBack);
    refresh();
}

void RegistryWorkspace::buildLayout()
{
    auto* layout = new QVBoxLayout(scrolledPage(*this));
    layout->setContentsMargins(space::kMedium, space::kMedium, space::kMedium, space::kMedium);
    layout->setSpacing(space::kMedium);
    auto* strip = new Card(tr("Live when"), this);
    m_strip = new LiveStrip(strip);
    strip->add(m_strip);
    layout->addWidget(strip);
    auto* row = new SideBySide(this);
    auto* versions = new Card(tr("Versions"), this);
    m_rows = new TableModel<VersionRow>(
        versionColumns(), [](const VersionRow& version) { return version.key; }, this);
    m_rows->setMuted([](const VersionRow& version) { return !version.servesNow; });
    m_rows->setMarks([](const VersionRow& version) { return static_cast<int>(version.version.family); });
    m_table = new TableView(versions);
    m_table->show(m_rows, m_rows->columnCount() - 1);
    m_table->setMinimumSize(kLeastTable);
    versions->add(m_table, 1);
    row->add(versions, 3);
    auto* details = new Card(tr("Lineage"), this);
    details->setMinimumWidth(kLeastDetails_px);
    m_details = new QLabel(tr("Choose a version to see where it comes from."), details);
    m_details->setWordWrap(true);
    m_details->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_details->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_rollBack = new QPushButton(tr("Roll back to it"), details);
    m_rollBack->setToolTip(
        tr("Puts this version back into service before the next interval. Logged as ordered by you."));
    m_rollBack->setEnabled(false);
    details->add(m_details, 1);
    details->add(m_rollBack);
    row->add(details, 1);
    layout->addWidget(row, 1);
}

void RegistryWorkspace::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refresh();
}

void RegistryWorkspace::refresh()
{
    if (!m_session.hasRun() || !isVisible()) {
        return;
    }
    const RunHistory& history = m_session.history();
    std::vector<VersionRow> rows = versionRows(m_session.description(), history);
    m_strip->setRows(rows, history.ticks(), m_session.description().axis);
    m_rows->setRows(std::move(rows));
    if (m_table->selectedKey() < 0 && m_rows->rowCount() > 0) {
        m_table->selectRow(0);
    }
}

const VersionRow* RegistryWorkspace::selected() const
{
    const auto& rows = m_rows->rows();
    const auto found = std::ranges::find(rows, m_table->selectedKey(), &VersionRow::key);
    return found == rows.end() ? nullptr : &*found;
}

void RegistryWorkspace::showDetails()
{
    const VersionRow* row = selected();
    m_rollBack->setEnabled(row != nullptr && m_session.isGrowing() && !row->servesNow);
    if (row == nullptr) {
        return;
    }
    const VersionFact& version = row->version;
    QString text = QStringLiteral("<b>%1</b><br>").arg(row->name);
    const auto line = [&](const QString& name, const QString& value) {
        text +=
            QStringLiteral("<p style='margin:6px 0 0 0'><span>%1</span><br>%2</p>").arg(name, value.toHtmlEscaped());
    };
    line(tr("Identity"), qtText(version.id).left(16) + QStringLiteral("…"));
    line(tr("Parent"), version.parent.empty() ? tr("none, trained from nothing")
                                              : qtText(version.parent).left(16) + QStringLiteral("…"));
    line(tr("Why"), reasonText(version.reason));
    line(tr("Trained on"), tr("%L1 of %L2 readings, those observed in %L3 intervals of %4")
                               .arg(version.window.observed())
                               .arg(version.window.readings())
                               .arg(version.window.rows)
                               .arg(qtText(version.window.source)));
    line(tr("Data digest"), qtText(version.window.digest).left(16) + QStringLiteral("…"));
    if (version.holdOut) {
        line(tr("On held-out data"),
             tr("error %1, persistence %2, R² %3 over %4 readings")
                 .arg(numberText(version.holdOut->mae, 3), numberText(version.holdOut->persistenceMae, 3),
                      version.holdOut->r2 ? numberText(*version.holdOut->r2, 3) : QStringLiteral("–"))
                 .arg(version.holdOut->count));
    }
    if (!version.note.empty()) {
        line(tr("Note"), qtText(version.note));
    }
    m_details->setText(text);
}

void RegistryWorkspace::rollBack()
{
    if (const VersionRow* row = selected()) {
        m_session.order(mlops::ReuseCommand{row->version.family, row->version.number});
        const auto serving = m_session.history().servingNow();
        if (!serving || serving->family != row->version.family) {
            m_session.order(mlops::SwitchCommand{row->version.family});
        }
    }
}

} // namespace gui
