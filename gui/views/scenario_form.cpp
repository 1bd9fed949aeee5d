// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/scenario_form.h"

#include <limits>

#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSpinBox>
#include <QVBoxLayout>

#include "gui/bridge/qt_text.h"
#include "gui/models/scenario_edits.h"
#include "gui/theme/theme.h"
#include "gui/theme/typography.h"
#include "gui/views/problem_label.h"
#include "gui/views/wall_clock_edit.h"

namespace gui {

ScenarioForm::ScenarioForm(ScenarioDocument& document, QWidget* parent) : QWidget(parent), m_document(document)
{
    buildLayout();
    connectSignals();
    refresh();
}

void ScenarioForm::buildLayout()
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, space::kSmall, 0);
    column->setSpacing(space::kMedium);
    auto* form = new QFormLayout();
    form->setVerticalSpacing(space::kSmall);
    form->setHorizontalSpacing(space::kMedium);
    form->setLabelAlignment(Qt::AlignLeft);
    m_name = new QLineEdit(this);
    m_story = new QPlainTextEdit(this);
    m_story->setTabChangesFocus(true);
    m_story->setFixedHeight(fontMetrics().height() * 6);
    m_story->setToolTip(tr("What happens, in the first sentence: lists and reports show that one"));
    m_story->installEventFilter(this);
    m_seed = new QSpinBox(this);
    m_seed->setRange(0, std::numeric_limits<int>::max());
    m_seed->setKeyboardTracking(false);
    m_seed->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_seed->setToolTip(tr("Same seed, same city: demand, noise and the city's own incidents"));
    m_start = new WallClockEdit(this);
    m_end = new WallClockEdit(this);
    m_zone = new QLineEdit(this);
    for (QLabel** label : {&m_length, &m_network, &m_events, &m_file}) {
        *label = new QLabel(this);
        (*label)->setProperty(kRoleProperty, QStringLiteral("muted"));
        (*label)->setWordWrap(true);
    }
    form->addRow(tr("Name"), m_name);
    form->addRow(tr("Story"), m_story);
    form->addRow(tr("Seed"), m_seed);
    form->addRow(tr("Start"), m_start);
    form->addRow(tr("End"), m_end);
    form->addRow(tr("Lasts"), m_length);
    form->addRow(tr("Time zone"), m_zone);
    form->addRow(tr("Network"), m_network);
    form->addRow(tr("Events"), m_events);
    form->addRow(tr("File"), m_file);
    column->addLayout(form);
    m_problem = new ProblemLabel(this);
    column->addWidget(m_problem);
    column->addStretch(1);
}

void ScenarioForm::connectSignals()
{
    connect(&m_document, &ScenarioDocument::changed, this, &ScenarioForm::refresh);
    connect(m_name, &QLineEdit::editingFinished, this, [this] {
        editScenario(tr("rename"), [this](twin::Scenario& scenario) { scenario.name = m_name->text().toStdString(); });
    });
    connect(m_zone, &QLineEdit::editingFinished, this, [this] {
        editScenario(tr("change the zone"),
                     [this](twin::Scenario& scenario) { scenario.zone = m_zone->text().trimmed().toStdString(); });
    });
    connect(m_seed, &QSpinBox::valueChanged, this, [this](int seed) {
        editScenario(tr("change the seed"),
                     [seed](twin::Scenario& scenario) { scenario.seed = static_cast<std::uint64_t>(seed); });
    });
    connect(m_start, &WallClockEdit::edited, this, [this](twin::UtcTime time) {
        editScenario(tr("change the start"), [time](twin::Scenario& scenario) { scenario.start = time; });
    });
    connect(m_end, &WallClockEdit::edited, this, [this](twin::UtcTime time) {
        editScenario(tr("change the end"), [time](twin::Scenario& scenario) { scenario.end = time; });
    });
}

bool ScenarioForm::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_story && event->type() == QEvent::FocusOut) {
        storeStory();
    }
    return QWidget::eventFilter(watched, event);
}

void ScenarioForm::storeStory()
{
    editScenario(tr("rewrite the story"), [this](twin::Scenario& scenario) {
        scenario.story = m_story->toPlainText().simplified().toStdString();
    });
}

QString ScenarioForm::problem() const { return m_problem->text(); }

void ScenarioForm::editScenario(const QString& title, const std::function<void(twin::Scenario&)>& change)
{
    if (m_isShowing) {
        return;
    }
    twin::Scenario after = m_document.scenario();
    change(after);
    m_document.edit({.title = title, .after = std::move(after), .chosen = m_document.chosen()});
}

void ScenarioForm::refresh()
{
    m_isShowing = true;
    const twin::Scenario& scenario = m_document.scenario();
    m_name->setText(qtText(scenario.name));
    if (m_story->toPlainText() != qtText(scenario.story)) {
        m_story->setPlainText(qtText(scenario.story));
    }
    m_seed->setValue(static_cast<int>(scenario.seed));
    m_start->setTime(scenario.start, m_document.clock());
    m_end->setTime(scenario.end, m_document.clock());
    m_length->setText(scenario.end > scenario.start ? lengthText(scenario.end - scenario.start)
                                                    : QStringLiteral("\u2013"));
    m_zone->setText(qtText(scenario.zone));
    m_network->setText(m_document.network() != nullptr ? tr("%1, %2 roads, %3 stations")
                                                             .arg(qtText(m_document.network()->name()))
                                                             .arg(m_document.network()->links().size())
                                                             .arg(m_document.network()->stations().size())
                                                       : qtText(scenario.network));
    m_events->setText(scenario.events.empty() ? tr("none") : QString::number(scenario.events.size()));
    m_file->setText(m_document.file().empty() ? tr("not saved yet") : qtText(m_document.file().string()));
    QString sentence;
    for (const ScenarioProblem& problem : m_document.problems()) {
        sentence = problem.event ? sentence : problem.sentence;
    }
    m_problem->tell(sentence);
    m_isShowing = false;
}

} // namespace gui
