// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/new_run_dialog.h"

#include <algorithm>
#include <limits>

#include <QComboBox>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include "gui/bridge/qt_text.h"
#include "gui/bridge/shell_word.h"
#include "gui/theme/theme.h"
#include "gui/theme/typography.h"
#include "mlops/approaches/catalogue.h"

namespace gui {

namespace {

const QString kNoScenario = QStringLiteral("none");

} // namespace

NewRunDialog::NewRunDialog(NewRunParts parts, QWidget* parent) : QDialog(parent), m_parts(std::move(parts))
{
    setWindowTitle(tr("New live run"));
    setAttribute(Qt::WA_DeleteOnClose);
    buildLayout();
    fill();
    connect(m_scenario, &QComboBox::currentIndexChanged, this, &NewRunDialog::takeUsualEnergy);
    for (const QComboBox* choice : {m_scenario, m_approach, m_energy}) {
        connect(choice, &QComboBox::currentIndexChanged, this, &NewRunDialog::refresh);
    }
    connect(m_seed, &QSpinBox::valueChanged, this, &NewRunDialog::refresh);
    takeUsualEnergy();
    refresh();
}

void NewRunDialog::buildLayout()
{
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(space::kMedium);
    auto* form = new QFormLayout();
    const auto choice = [&](const QString& text, const QString& tip, const char* name) {
        auto* made = new QComboBox(this);
        made->setToolTip(tip);
        made->setObjectName(QLatin1String(name));
        form->addRow(text, made);
        return made;
    };
    m_scenario = choice(tr("Scenario"), tr("What happens to the city, or the single bundled station"), "scenario");
    m_approach = choice(tr("Approach"), tr("Who looks after the models"), "approach");
    m_energy = choice(tr("Energy"), tr("Where the figures of energy come from"), "energy");
    m_seed = new QSpinBox(this);
    m_seed->setObjectName(QStringLiteral("seed"));
    m_seed->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_seed->setRange(0, std::numeric_limits<int>::max());
    m_seed->setToolTip(tr("Of every random draw: the same seed gives the same run"));
    form->addRow(tr("Seed"), m_seed);
    m_command = new QLineEdit(this);
    m_command->setReadOnly(true);
    m_command->setToolTip(tr("The same without a window; select and copy"));
    form->addRow(tr("Command line"), m_command);
    layout->addLayout(form);
    auto* buttons = new QHBoxLayout();
    auto* cancel = new QPushButton(tr("Cancel"), this);
    auto* start = new QPushButton(tr("Start"), this);
    start->setProperty(kRoleProperty, QStringLiteral("primary"));
    start->setDefault(true);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(start);
    layout->addLayout(buttons);
    resize(680, 0);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(start, &QPushButton::clicked, this, &QDialog::accept);
}

void NewRunDialog::fill()
{
    for (const QString& name : m_parts.scenarios) {
        m_scenario->addItem(name, name);
    }
    m_scenario->addItem(tr("none: a single station"), kNoScenario);
    int chosen = m_scenario->findData(m_parts.scenario.isEmpty() ? kNoScenario : m_parts.scenario);
    if (chosen < 0) { // a file of the user's
        m_scenario->addItem(QFileInfo(m_parts.scenario).completeBaseName(), m_parts.scenario);
        chosen = m_scenario->count() - 1;
    }
    m_scenario->setCurrentIndex(chosen);
    for (const std::string& approachName : mlops::approachNames()) {
        const auto approach = mlops::makeApproach(approachName, mlops::Fidelity::corrected());
        m_approach->addItem(approach ? qtText((*approach)->traits().title) : qtText(approachName),
                            qtText(approachName));
    }
    m_approach->setCurrentIndex(std::max(0, m_approach->findData(QStringLiteral("harmone"))));
    m_energy->addItem(tr("automatic: the processor's counters, else its time"), QStringLiteral("auto"));
    m_energy->addItem(tr("the processor's counters (RAPL)"), QStringLiteral("rapl"));
    m_energy->addItem(tr("processor time and a host's power curve"), QStringLiteral("cpu"));
    m_energy->addItem(tr("a recorded profile"), QStringLiteral("recorded"));
    m_seed->setValue(static_cast<int>(mlops::RunSpec{}.seed));
}

void NewRunDialog::takeUsualEnergy()
{
    const LiveSetup usual = m_parts.setup(m_approach->currentData().toString(), m_scenario->currentData().toString());
    m_energy->setCurrentIndex(std::max(0, m_energy->findData(qtText(usual.spec.energy.kind))));
}

LiveSetup NewRunDialog::setup() const
{
    LiveSetup chosen = m_parts.setup(m_approach->currentData().toString(), m_scenario->currentData().toString());
    chosen.spec.energy.kind = m_energy->currentData().toString().toStdString();
    chosen.spec.seed = static_cast<std::uint64_t>(m_seed->value());
    return chosen;
}

QString NewRunDialog::command() const { return m_command->text(); }

void NewRunDialog::refresh()
{
    QStringList words{QStringLiteral("greenloopctl run")};
    if (const QString scenario = m_scenario->currentData().toString(); scenario != kNoScenario) {
        words << QStringLiteral("--scenario") << qtText(shellWord(scenario.toStdString()));
    }
    words << QStringLiteral("--approach") << m_approach->currentData().toString() << QStringLiteral("--energy")
          << m_energy->currentData().toString() << QStringLiteral("--seed") << QString::number(m_seed->value());
    m_command->setText(words.join(QLatin1Char(' ')));
}

} // namespace gui
