// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/policy_form.h"

#include <algorithm>

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

#include "gui/bridge/qt_text.h"
#include "gui/theme/theme.h"
#include "gui/theme/typography.h"
#include "gui/views/field_manners.h"
#include "mlops/mapek/boundary_choices.h"

namespace gui {

namespace {

using mlops::Boundary;
using mlops::DecisionMap;

constexpr int kMostHoldCycles = 1'000;

/// The map without its name and the numbers that a field changes: while this stays the same, the fields do.
DecisionMap shapeOf(DecisionMap map)
{
    for (Boundary& boundary : map.boundaries) {
        const Boundary usual;
        boundary.reference = boundary.metric == mlops::Metric::DriftDistance ? 1.0 : 0.0;
        boundary.gain = usual.gain;
        boundary.decay = usual.decay;
        boundary.historyFactor = usual.historyFactor;
        boundary.cap = usual.cap;
    }
    map.score = {};
    map.name.clear();
    map.edges.clear();
    return map;
}

QLabel* headingLabel(const QString& text, QWidget* parent)
{
    auto* heading = new QLabel(text, parent);
    heading->setProperty(kRoleProperty, QStringLiteral("heading"));
    return heading;
}

} // namespace

PolicyForm::PolicyForm(PolicyDocument& document, QWidget* parent) : QWidget(parent), m_document(document)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    connect(&document, &PolicyDocument::changed, this, &PolicyForm::refresh);
}

QDoubleSpinBox* PolicyForm::limitField(mlops::Metric metric) const
{
    const auto found = std::ranges::find(m_headings, metric, &Heading::metric);
    return found == m_headings.end() ? nullptr : found->limit;
}

QWidget* PolicyForm::headingOf(const std::string& quality) const
{
    const auto bound = std::ranges::find(m_document.map().boundaries, quality, &Boundary::quality);
    if (bound == m_document.map().boundaries.end()) {
        return nullptr;
    }
    const auto found = std::ranges::find(m_headings, bound->metric, &Heading::metric);
    return found == m_headings.end() ? nullptr : found->widget;
}

void PolicyForm::refresh()
{
    if (m_page == nullptr || !sameMap(shapeOf(m_built), shapeOf(m_document.map()))) {
        rebuild();
        return;
    }
    DecisionMap map = m_document.map();
    if (const QString name = qtText(map.name); m_name->text() != name) {
        m_name->setText(name);
        m_name->setCursorPosition(0);
    }
    for (const Field& field : m_fields) {
        const double shown = field.place(map) * field.scale;
        if (std::abs(field.box->value() - shown) > 0.5 * std::pow(10.0, -field.box->decimals())) {
            const QSignalBlocker quiet(field.box);
            field.box->setValue(shown);
        }
    }
}

void PolicyForm::rebuild()
{
    QString focused;
    if (m_page != nullptr) {
        const QWidget* focus = QApplication::focusWidget();
        focus = focus != nullptr && m_page->isAncestorOf(focus) ? focus : nullptr;
        focused = focus != nullptr ? focus->accessibleName() : QString();
        // Not at once: the field whose edit brought us here is one of its children.
        m_page->hide();
        m_page->deleteLater();
    }
    m_fields.clear();
    m_headings.clear();
    m_built = m_document.map();
    m_page = new QWidget(this);
    auto* form = new QFormLayout(m_page);
    form->setContentsMargins(0, 0, space::kSmall, 0);
    form->setVerticalSpacing(space::kSmall);
    form->setHorizontalSpacing(space::kLarge);
    form->setLabelAlignment(Qt::AlignLeft);
    addName(*form);
    for (std::size_t i = 0; i < m_built.boundaries.size(); ++i) {
        addBoundary(*form, i);
    }
    addMoreLimits(*form);
    addScoreRule(*form);
    layout()->addWidget(m_page);
    m_page->show(); // now, not with the next turn of the event loop: what is hidden takes no focus
    for (QWidget* child : m_page->findChildren<QWidget*>()) {
        if (!focused.isEmpty() && child->accessibleName() == focused) {
            child->setFocus();
        }
    }
}

void PolicyForm::addName(QFormLayout& form)
{
    m_name = new QLineEdit(qtText(m_built.name), m_page);
    m_name->setAccessibleName(tr("Name of the policy"));
    m_name->setToolTip(qtText(m_built.description));
    m_name->setCursorPosition(0);
    connect(m_name, &QLineEdit::editingFinished, this, [this] {
        const std::string given = m_name->text().simplified().toStdString();
        if (!given.empty() && given != m_document.map().name) {
            PolicyEdit edit{.title = tr("rename"), .after = m_document.map(), .chosen = m_document.chosen()};
            edit.after.name = given;
            m_document.edit(std::move(edit));
        }
    });
    FieldManners::teach(*m_name);
    form.addRow(tr("Name"), m_name);
}

void PolicyForm::addBoundary(QFormLayout& form, std::size_t index)
{
    const Boundary& boundary = m_built.boundaries[index];
    const mlops::Metric metric = boundary.metric;
    m_section = metricText(metric);
    auto* heading = new QWidget(m_page);
    auto* row = new QHBoxLayout(heading);
    row->setContentsMargins(0, space::kTight, 0, 0);
    row->addWidget(headingLabel(metricText(metric), heading), 1);
    auto* remove = new QToolButton(heading);
    remove->setText(QStringLiteral("✕"));
    setRole(*remove, "flat");
    remove->setAccessibleName(tr("Remove the limit on %1").arg(metricText(metric)));
    remove->setToolTip(remove->accessibleName());
    connect(remove, &QToolButton::clicked, this,
            [this, metric] { m_document.edit(withoutBoundary(m_document.map(), metric)); });
    row->addWidget(remove);
    form.addRow(heading);
    const bool isBelow = boundary.crossing == mlops::Crossing::Below;
    const bool isDrift = metric == mlops::Metric::DriftDistance;
    QDoubleSpinBox* limit = addField(form, isBelow ? tr("At least") : tr("At most"),
                                     tr("The limit that must not be crossed"), {isDrift ? 0.001 : -20.0, 50.0, 0.01, 3},
                                     [index](DecisionMap& map) -> double& { return map.boundaries[index].reference; });
    m_headings.push_back({metric, heading, limit});
    addLaw(form, index);
    addTest(form, index);
    if (mlops::choicesAt(metric).holds) {
        auto* hold = new QSpinBox(m_page);
        hold->setRange(0, kMostHoldCycles);
        hold->setValue(boundary.holdCycles);
        hold->setSuffix(tr(" checks"));
        hold->setKeyboardTracking(false);
        hold->setButtonSymbols(QAbstractSpinBox::NoButtons);
        hold->setToolTip(tr("Cool-down: so many checks after a crossing no other is looked for"));
        hold->setAccessibleName(tr("%1: cool-down").arg(metricText(metric)));
        connect(hold, &QSpinBox::valueChanged, this, [this, index](int cycles) {
            editBoundary(tr("change a cool-down"), index, [cycles](Boundary& edited) { edited.holdCycles = cycles; });
        });
        FieldManners::teach(*hold);
        form.addRow(tr("Cool-down"), hold);
    }
    addTactics(form, index);
    addQuality(form, index);
}

void PolicyForm::addLaw(QFormLayout& form, std::size_t index)
{
    const Boundary& boundary = m_built.boundaries[index];
    const auto laws = mlops::choicesAt(boundary.metric).laws;
    if (laws.size() > 1) {
        QStringList names;
        for (const mlops::Law law : laws) {
            names << lawText(law);
        }
        const auto current = std::ranges::find(laws, boundary.law) - laws.begin();
        addChoice(form, tr("The limit"), lawTip(boundary.law), names, static_cast<int>(current),
                  [this, index, laws](int chosen) {
                      editBoundary(tr("change a law"), index, [&](Boundary& edited) {
                          edited = mlops::underLaw(edited, laws[static_cast<std::size_t>(chosen)]);
                      });
                  });
    }
    if (boundary.law == mlops::Law::EnergyBank) {
        addField(form, tr("Saved up a check"), tr("The limit grows by this share of what was not spent"),
                 {0.0, 1.0, 0.05, 2}, [index](DecisionMap& map) -> double& { return map.boundaries[index].gain; });
    }
    if (boundary.law == mlops::Law::DecayingDebt) {
        addField(form, tr("Debt kept a check"), tr("The share of what was overspent that is remembered"),
                 {0.0, 1.0, 0.05, 2}, [index](DecisionMap& map) -> double& { return map.boundaries[index].decay; });
        addField(form, tr("Debt allowed"), tr("Crossed when the debt is beyond this"), {0.0, 1'000.0, 0.1, 2},
                 [index](DecisionMap& map) -> double& { return map.boundaries[index].cap; });
    }
    if (boundary.law == mlops::Law::RelativeToHistory) {
        addField(form, tr("Times its mean"), tr("Crossed only if also beyond this many times the mean so far"),
                 {0.0, 10.0, 0.05, 2},
                 [index](DecisionMap& map) -> double& { return map.boundaries[index].historyFactor; });
    }
}

void PolicyForm::addTest(QFormLayout& form, std::size_t index)
{
    const Boundary& boundary = m_built.boundaries[index];
    if (boundary.metric != mlops::Metric::DriftDistance) {
        return;
    }
    QStringList tests;
    for (int i = 0; i <= static_cast<int>(mlops::DistanceKind::Wasserstein); ++i) {
        tests << testText(static_cast<mlops::DistanceKind>(i));
    }
    addChoice(form, tr("Test"),
              tr("How far apart two samples are; each test has a scale of its own, so set the limit with it"), tests,
              static_cast<int>(boundary.distance), [this, index](int test) {
                  editBoundary(tr("change the drift test"), index,
                               [test](Boundary& edited) { edited.distance = static_cast<mlops::DistanceKind>(test); });
              });
}

void PolicyForm::addTactics(QFormLayout& form, std::size_t index)
{
    const Boundary& boundary = m_built.boundaries[index];
    bool isFirst = true;
    for (const std::string_view tactic : mlops::choicesAt(boundary.metric).tactics) {
        const TacticWords words = wordsFor(tactic);
        auto* box = new QCheckBox(words.name, m_page);
        box->setChecked(boundary.allows(tactic));
        box->setToolTip(tr("%1. May be done when this limit is crossed; where nothing may, the loop keeps what it has.")
                            .arg(words.tip));
        box->setAccessibleName(tr("%1: %2").arg(metricText(boundary.metric), box->text()));
        connect(box, &QCheckBox::toggled, this, [this, index, tactic](bool allowed) {
            editBoundary(tr("change a tactic"), index,
                         [&](Boundary& edited) { edited = mlops::allowing(edited, tactic, allowed); });
        });
        form.addRow(std::exchange(isFirst, false) ? tr("May do") : QString(), box);
    }
}

void PolicyForm::addQuality(QFormLayout& form, std::size_t index)
{
    QStringList names;
    std::vector<std::string> ids;
    int current = -1;
    for (const mlops::MapNode& node : m_built.nodes) {
        if (node.kind == mlops::NodeKind::Quality) {
            current = node.id == m_built.boundaries[index].quality ? static_cast<int>(ids.size()) : current;
            ids.push_back(node.id);
            names << qtText(node.title);
        }
    }
    addChoice(form, tr("Guards"), tr("The quality in the map that this limit belongs to"), names, current,
              [this, index, ids](int chosen) {
                  editBoundary(tr("give a limit to another quality"), index,
                               [&](Boundary& edited) { edited.quality = ids[static_cast<std::size_t>(chosen)]; });
              });
}

void PolicyForm::addMoreLimits(QFormLayout& form)
{
    QStringList names{tr("Add a limit…")};
    std::vector<mlops::Metric> open;
    for (int i = 0; i <= static_cast<int>(mlops::Metric::ErrorGrowth); ++i) {
        const auto metric = static_cast<mlops::Metric>(i);
        if (m_built.boundaryOn(metric) == nullptr) {
            open.push_back(metric);
            names << metricText(metric);
        }
    }
    if (open.empty()) {
        return;
    }
    auto* more = new QComboBox(m_page);
    more->addItems(names);
    more->setAccessibleName(tr("Add a limit"));
    more->setToolTip(tr("On what else a limit may stand. The rules of a run's approach heed only those they know."));
    connect(more, &QComboBox::activated, this, [this, open](int index) {
        if (index > 0) {
            m_document.edit(withBoundary(m_document.map(), open[static_cast<std::size_t>(index) - 1]));
        }
    });
    FieldManners::teach(*more);
    form.addRow(more);
}

void PolicyForm::addScoreRule(QFormLayout& form)
{
    m_section = tr("Score");
    form.addRow(headingLabel(m_section, m_page));
    addField(form, tr("Weight of accuracy β"), tr("Score = β × R² + (1 − β) × (1 − normalised energy)"),
             {0.0, 1.0, 0.05, 2}, [](DecisionMap& map) -> double& { return map.score.beta; });
    addField(form, tr("Weight of the newest γ"), tr("How fast the running score follows"), {0.0, 1.0, 0.05, 2},
             [](DecisionMap& map) -> double& { return map.score.gamma; });
    QDoubleSpinBox* ceiling = addField(
        form, tr("Energy ceiling"), tr("Energy of a forecast that counts as 1"),
        {m_built.score.energyFloor.value * 1e3 + 0.001, 10'000.0, 1.0, 3},
        [](DecisionMap& map) -> double& { return map.score.energyCeiling.value; }, 1e3);
    ceiling->setSuffix(QStringLiteral(" mJ"));
    addField(form, tr("Exploration"), tr("Probability of a random switch at each check"), {0.0, 1.0, 0.01, 2},
             [](DecisionMap& map) -> double& { return map.score.exploration; });
}

QDoubleSpinBox* PolicyForm::addField(QFormLayout& form, const QString& name, const QString& tip, const Range& range,
                                     Place place, double scale)
{
    auto* box = new QDoubleSpinBox(m_page);
    const double shown = place(m_built) * scale;
    box->setRange(std::min(range.least, shown), std::max(range.most, shown)); // a file may hold any number
    box->setSingleStep(range.step);
    box->setDecimals(range.decimals);
    box->setValue(shown);
    box->setToolTip(tip);
    box->setAccessibleName(tr("%1: %2").arg(m_section, name));
    box->setMinimumWidth(96);
    box->setButtonSymbols(QAbstractSpinBox::NoButtons);
    FieldManners::teach(*box);
    auto* label = new QLabel(name, m_page);
    label->setToolTip(tip);
    form.addRow(label, box);
    const auto gesture = static_cast<int>(m_fields.size());
    connect(box, &QDoubleSpinBox::valueChanged, this, [this, place, scale, gesture, name](double value) {
        PolicyEdit edit{.title = tr("change “%1”").arg(name),
                        .after = m_document.map(),
                        .chosen = m_document.chosen(),
                        .gesture = gesture};
        place(edit.after) = value / scale;
        m_document.edit(std::move(edit));
    });
    m_fields.push_back({box, std::move(place), scale});
    return box;
}

void PolicyForm::addChoice(QFormLayout& form, const QString& name, const QString& tip, const QStringList& choices,
                           int current, std::function<void(int)> choose)
{
    auto* box = new QComboBox(m_page);
    box->addItems(choices);
    box->setCurrentIndex(current);
    box->setToolTip(tip);
    box->setAccessibleName(tr("%1: %2").arg(m_section, name));
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(10);
    FieldManners::teach(*box);
    connect(box, &QComboBox::activated, this, std::move(choose));
    auto* label = new QLabel(name, m_page);
    label->setToolTip(tip);
    form.addRow(label, box);
}

void PolicyForm::editBoundary(const QString& title, std::size_t index, const std::function<void(Boundary&)>& change)
{
    PolicyEdit edit{.title = title, .after = m_document.map(), .chosen = m_document.chosen()};
    change(edit.after.boundaries[index]);
    m_document.edit(std::move(edit));
}

} // namespace gui
