// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/policy_form.h"

#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QVBoxLayout>

#include "gui/bridge/qt_text.h"
#include "gui/theme/theme.h"
#include "gui/theme/typography.h"

namespace gui {

PolicyForm::PolicyForm(QWidget* parent) : QWidget(parent)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
}

void PolicyForm::setMap(const mlops::DecisionMap& map)
{
    m_map = map;
    rebuild();
}

QDoubleSpinBox* PolicyForm::limitField(mlops::Metric metric) const
{
    for (const auto& [of, box] : m_limits) {
        if (of == metric) {
            return box;
        }
    }
    return nullptr;
}

void PolicyForm::rebuild()
{
    delete m_page;
    m_fields.clear();
    m_limits.clear();
    m_page = new QWidget(this);
    auto* form = new QFormLayout(m_page);
    form->setContentsMargins(0, 0, 0, 0);
    form->setVerticalSpacing(space::kSmall);
    form->setHorizontalSpacing(space::kLarge);
    form->setLabelAlignment(Qt::AlignLeft);
    for (std::size_t i = 0; i < m_map.boundaries.size(); ++i) {
        addBoundary(*form, i);
    }
    addScoreRule(*form);
    layout()->addWidget(m_page);
}

void PolicyForm::addBoundary(QFormLayout& form, std::size_t index)
{
    using mlops::DecisionMap;
    const mlops::Boundary& boundary = m_map.boundaries[index];
    auto* heading = new QLabel(metricText(boundary.metric), m_page);
    heading->setProperty(kRoleProperty, QStringLiteral("heading"));
    form.addRow(heading);
    const bool isBelow = boundary.crossing == mlops::Crossing::Below;
    m_limits.emplace_back(boundary.metric,
                          addField(form, isBelow ? tr("At least") : tr("At most"),
                                   tr("The limit that must not be crossed"), {-20.0, 50.0, 0.01, 3},
                                   [index](DecisionMap& map) -> double& { return map.boundaries[index].reference; }));
    if (boundary.law == mlops::Law::EnergyBank) {
        addField(form, tr("Saved up a cycle"), tr("Energy bank: the limit grows by this share of what was not spent"),
                 {0.0, 1.0, 0.05, 2}, [index](DecisionMap& map) -> double& { return map.boundaries[index].gain; });
    }
    if (boundary.law == mlops::Law::DecayingDebt) {
        addField(form, tr("Debt kept a cycle"), tr("Decaying debt: the share of what was overspent that is remembered"),
                 {0.0, 1.0, 0.05, 2}, [index](DecisionMap& map) -> double& { return map.boundaries[index].decay; });
    }
}

void PolicyForm::addScoreRule(QFormLayout& form)
{
    using mlops::DecisionMap;
    auto* heading = new QLabel(tr("Score"), m_page);
    heading->setProperty(kRoleProperty, QStringLiteral("heading"));
    form.addRow(heading);
    addField(form, tr("Weight of accuracy β"), tr("Score = β × R² + (1 − β) × (1 − normalised energy)"),
             {0.0, 1.0, 0.05, 2}, [](DecisionMap& map) -> double& { return map.score.beta; });
    addField(form, tr("Weight of the newest γ"), tr("How fast the running score follows"), {0.0, 1.0, 0.05, 2},
             [](DecisionMap& map) -> double& { return map.score.gamma; });
    QDoubleSpinBox* ceiling = addField(
        form, tr("Energy ceiling"), tr("Energy of a forecast that counts as 1"), {0.001, 10'000.0, 1.0, 3},
        [](DecisionMap& map) -> double& { return map.score.energyCeiling.value; }, 1e3);
    ceiling->setSuffix(QStringLiteral(" mJ"));
    addField(form, tr("Exploration"), tr("Probability of a random switch at each cycle"), {0.0, 1.0, 0.01, 2},
             [](DecisionMap& map) -> double& { return map.score.exploration; });
}

QDoubleSpinBox* PolicyForm::addField(QFormLayout& form, const QString& name, const QString& tip, const Range& range,
                                     std::function<double&(mlops::DecisionMap&)> place, double scale)
{
    auto* box = new QDoubleSpinBox(m_page);
    box->setRange(range.least, range.most);
    box->setSingleStep(range.step);
    box->setDecimals(range.decimals);
    box->setValue(place(m_map) * scale);
    box->setToolTip(tip);
    box->setAccessibleName(name);
    box->setMinimumWidth(120);
    box->setButtonSymbols(QAbstractSpinBox::NoButtons);
    auto* label = new QLabel(name, m_page);
    label->setToolTip(tip);
    form.addRow(label, box);
    connect(box, &QDoubleSpinBox::valueChanged, this, [this, place, scale](double value) {
        place(m_map) = value / scale;
        Q_EMIT edited();
    });
    m_fields.push_back({box, std::move(place), scale});
    return box;
}

} // namespace gui
