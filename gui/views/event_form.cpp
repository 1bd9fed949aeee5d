// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/event_form.h"

#include <algorithm>

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "gui/bridge/qt_text.h"
#include "gui/models/scenario_edits.h"
#include "gui/theme/theme.h"
#include "gui/theme/typography.h"
#include "gui/views/problem_label.h"
#include "gui/views/wall_clock_edit.h"

namespace gui {

namespace {

/// A field takes what is typed, also what is out of bounds: the core says what is wrong with it.
constexpr double kWidest = 1e9;

QFormLayout* newForm(QWidget* page)
{
    auto* form = new QFormLayout(page);
    form->setContentsMargins(0, 0, 0, 0);
    form->setVerticalSpacing(space::kSmall);
    form->setHorizontalSpacing(space::kMedium);
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    return form;
}

/// Labels of one width, so that the fields of all parts of the form stand in one column.
QLabel* newLabel(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setMinimumWidth(label->fontMetrics().averageCharWidth() * 15);
    label->setMinimumHeight(kMinimumHit);
    return label;
}

QLabel* newHeading(const QString& text, QWidget* parent)
{
    auto* heading = new QLabel(text, parent);
    heading->setProperty(kRoleProperty, QStringLiteral("heading"));
    return heading;
}

bool isSameField(const EventField& a, const EventField& b)
{
    return a.name == b.name && a.kind == b.kind && a.unit == b.unit && a.range.least == b.range.least &&
           a.range.most == b.range.most;
}

} // namespace

EventForm::EventForm(ScenarioDocument& document, QWidget* parent) : QWidget(parent), m_document(document)
{
    buildLayout();
    connectSignals();
    refresh();
}

void EventForm::buildLayout()
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, space::kSmall, 0);
    m_nothing = new QLabel(tr("No event is chosen. Click a bar below, or right-click a road or a station on the map "
                              "to make something happen there."),
                           this);
    m_nothing->setWordWrap(true);
    m_nothing->setProperty(kRoleProperty, QStringLiteral("muted"));
    column->addWidget(m_nothing);
    m_page = new QWidget(this);
    column->addWidget(m_page);
    column->addStretch(1);
    auto* page = new QVBoxLayout(m_page);
    page->setContentsMargins(0, 0, 0, 0);
    page->setSpacing(space::kMedium);
    auto* when = new QWidget(m_page);
    buildWhen(*newForm(when));
    page->addWidget(when);
    m_fieldSlot = new QVBoxLayout();
    page->addLayout(m_fieldSlot);
    m_where = new QWidget(m_page);
    buildWhere(*newForm(m_where));
    page->addWidget(m_where);
    m_problem = new ProblemLabel(m_page);
    page->addWidget(m_problem);
}

void EventForm::buildWhen(QFormLayout& form)
{
    m_kind = new QComboBox(m_page);
    for (std::size_t kind = 0; kind < kActionKinds; ++kind) {
        m_kind->addItem(kindText(usualAction(kind)));
    }
    m_kind->setAccessibleName(tr("What happens"));
    m_from = new WallClockEdit(m_page);
    m_from->setAccessibleName(tr("From"));
    m_to = new WallClockEdit(m_page);
    m_to->setAccessibleName(tr("To"));
    m_length = new QLabel(m_page);
    m_length->setProperty(kRoleProperty, QStringLiteral("muted"));
    m_note = new QLineEdit(m_page);
    m_note->setPlaceholderText(tr("for people"));
    form.addRow(newLabel(tr("What"), m_kind->parentWidget()), m_kind);
    form.addRow(newLabel(tr("From"), m_from->parentWidget()), m_from);
    form.addRow(newLabel(tr("To"), m_to->parentWidget()), m_to);
    form.addRow(newLabel(tr("Lasts"), m_length->parentWidget()), m_length);
    form.addRow(newLabel(tr("Note"), m_note->parentWidget()), m_note);
}

void EventForm::buildWhere(QFormLayout& form)
{
    form.addRow(newHeading(tr("Where"), m_where));
    m_links = new QLineEdit(m_where);
    m_links->setPlaceholderText(tr("ids, such as 20005, 20006"));
    m_stations = new QLineEdit(m_where);
    m_stations->setPlaceholderText(tr("ids, such as 910002"));
    m_route = new QComboBox(m_where);
    m_near = new QLineEdit(m_where);
    m_near->setPlaceholderText(tr("latitude, longitude, metres"));
    form.addRow(newLabel(tr("Roads"), m_links->parentWidget()), m_links);
    form.addRow(newLabel(tr("Stations"), m_stations->parentWidget()), m_stations);
    form.addRow(newLabel(tr("Freeway"), m_route->parentWidget()), m_route);
    form.addRow(newLabel(tr("Around"), m_near->parentWidget()), m_near);
    auto* take = new QPushButton(tr("Add what the map has chosen"), m_where);
    take->setToolTip(tr("Puts the road or station that is chosen on the map into the lists above"));
    connect(take, &QPushButton::clicked, this, &EventForm::takeFromMap);
    form.addRow(newLabel({}, m_where), take);
    for (QWidget* each : {static_cast<QWidget*>(m_links), static_cast<QWidget*>(m_stations),
                          static_cast<QWidget*>(m_route), static_cast<QWidget*>(m_near)}) {
        each->setToolTip(tr("What fits everything that is filled; nothing filled: everywhere"));
    }
}

void EventForm::connectSignals()
{
    connect(&m_document, &ScenarioDocument::changed, this, &EventForm::refresh);
    connect(&m_document, &ScenarioDocument::chosenChanged, this, &EventForm::refresh);
    connect(m_kind, &QComboBox::activated, this, [this](int kind) {
        editEvent(tr("change the kind"), [kind](twin::Event& event) {
            event.action = withKind(event.action, static_cast<std::size_t>(kind));
        });
    });
    connect(m_from, &WallClockEdit::edited, this, [this](twin::UtcTime time) {
        editEvent(tr("change the beginning"), [time](twin::Event& event) { event.from = time; });
    });
    connect(m_to, &WallClockEdit::edited, this, [this](twin::UtcTime time) {
        editEvent(tr("change the end"), [time](twin::Event& event) { event.to = time; });
    });
    connect(m_note, &QLineEdit::editingFinished, this, [this] {
        editEvent(tr("change the note"), [this](twin::Event& event) { event.note = m_note->text().toStdString(); });
    });
    connect(m_links, &QLineEdit::editingFinished, this, [this] {
        editPlace(tr("change the roads"), [this](twin::Place& place) { place.links = idsFromText(m_links->text()); });
    });
    connect(m_stations, &QLineEdit::editingFinished, this, [this] {
        editPlace(tr("change the stations"),
                  [this](twin::Place& place) { place.stations = idsFromText(m_stations->text()); });
    });
    connect(m_route, &QComboBox::activated, this, &EventForm::chooseRoute);
    connect(m_near, &QLineEdit::editingFinished, this, [this] {
        editPlace(tr("change the circle"), [this](twin::Place& place) {
            if (!place.near || m_near->text() != vicinityText(*place.near)) {
                place.near = vicinityFromText(m_near->text());
            }
        });
    });
}

void EventForm::setMapTarget(const MapTarget& target) { m_target = target; }

void EventForm::addBelowValues(QWidget* view)
{
    auto* page = static_cast<QVBoxLayout*>(m_page->layout());
    page->insertWidget(page->indexOf(m_where), view);
}

QWidget* EventForm::field(const QString& name) const
{
    const auto found = std::ranges::find_if(m_editors, [&](const Editor& each) { return each.field.name == name; });
    return found == m_editors.end() ? nullptr : found->widget;
}

QString EventForm::problem() const { return m_problem->text(); }

void EventForm::editEvent(const QString& title, const std::function<void(twin::Event&)>& change)
{
    const auto chosen = m_document.chosen();
    if (!chosen || m_isShowing) {
        return;
    }
    twin::Event event = m_document.scenario().events[*chosen];
    change(event);
    m_document.edit(replaced(m_document.scenario(), *chosen, std::move(event), title));
}

void EventForm::editPlace(const QString& title, const std::function<void(twin::Place&)>& change)
{
    editEvent(title, [&](twin::Event& event) {
        if (twin::Place* place = twin::placeOf(event.action)) {
            change(*place);
        }
    });
}

void EventForm::takeFromMap()
{
    const twin::RoadNetwork* network = m_document.network();
    if (network == nullptr) {
        return;
    }
    const auto addOnce = [](std::vector<std::string>& ids, const std::string& id) {
        if (std::ranges::find(ids, id) == ids.end()) {
            ids.push_back(id);
        }
    };
    if (const auto* link = std::get_if<twin::LinkIndex>(&m_target)) {
        editPlace(tr("add a road"), [&](twin::Place& place) { addOnce(place.links, network->link(*link).id); });
    } else if (const auto* station = std::get_if<twin::StationIndex>(&m_target)) {
        editPlace(tr("add a station"),
                  [&](twin::Place& place) { addOnce(place.stations, network->station(*station).station.id); });
    }
}

void EventForm::chooseRoute(int index)
{
    const auto corridor = static_cast<std::size_t>(index - 1);
    editPlace(tr("change the freeway"), [&](twin::Place& place) {
        const bool isAny = index <= 0 || m_routesOf == nullptr || corridor >= m_routesOf->corridors().size();
        place.freeway = isAny ? 0 : m_routesOf->corridors()[corridor].freeway;
        place.direction = isAny ? ' ' : m_routesOf->corridors()[corridor].direction;
    });
}

void EventForm::refresh()
{
    const auto chosen = m_document.chosen();
    m_page->setVisible(chosen.has_value());
    m_nothing->setVisible(!chosen);
    if (!chosen) {
        return;
    }
    m_isShowing = true;
    const twin::Event& event = m_document.scenario().events[*chosen];
    m_kind->setCurrentIndex(static_cast<int>(event.action.index()));
    m_from->setTime(event.from, m_document.clock());
    m_to->setTime(event.to, m_document.clock());
    m_length->setText(event.to > event.from ? lengthText(event.to - event.from) : QStringLiteral("\u2013"));
    m_note->setText(qtText(event.note));
    refreshRoutes();
    refreshPlace(event);
    refreshFields(event);
    QStringList sentences;
    for (const ScenarioProblem& problem : m_document.problems()) {
        if (problem.event == chosen) {
            sentences << problem.sentence;
        }
    }
    m_problem->tell(sentences.join(QLatin1Char('\n')));
    m_isShowing = false;
}

void EventForm::refreshRoutes()
{
    if (m_routesOf == m_document.network() && m_route->count() > 0) {
        return;
    }
    m_routesOf = m_document.network();
    m_route->clear();
    m_route->addItem(tr("any"));
    if (m_routesOf != nullptr) {
        for (const twin::Corridor& corridor : m_routesOf->corridors()) {
            m_route->addItem(qtText(corridor.name));
        }
    }
}

void EventForm::refreshPlace(const twin::Event& event)
{
    const twin::Place* place = twin::placeOf(event.action);
    m_where->setVisible(place != nullptr);
    if (place == nullptr) {
        return;
    }
    m_links->setText(idsText(place->links));
    m_stations->setText(idsText(place->stations));
    m_near->setText(place->near ? vicinityText(*place->near) : QString());
    int route = 0;
    for (std::size_t i = 0; m_routesOf != nullptr && i < m_routesOf->corridors().size(); ++i) {
        const twin::Corridor& corridor = m_routesOf->corridors()[i];
        if (route == 0 && place->freeway != 0 && corridor.freeway == place->freeway &&
            corridor.direction == place->direction) {
            route = static_cast<int>(i) + 1;
        }
    }
    m_route->setCurrentIndex(route);
}

void EventForm::refreshFields(const twin::Event& event)
{
    const std::vector<EventField> fields = fieldsOf(event.action);
    const bool areSame = std::ranges::equal(m_editors, fields, [](const Editor& editor, const EventField& field) {
        return isSameField(editor.field, field);
    });
    if (!areSame || m_fieldPage == nullptr) {
        rebuildFields(event.action);
    }
    for (const Editor& editor : m_editors) {
        const double value = editor.field.get(event.action);
        if (auto* box = qobject_cast<QDoubleSpinBox*>(editor.widget)) {
            box->setValue(value);
        } else if (auto* choices = qobject_cast<QComboBox*>(editor.widget)) {
            choices->setCurrentIndex(static_cast<int>(value));
        } else if (auto* truth = qobject_cast<QCheckBox*>(editor.widget)) {
            truth->setChecked(value > 0.5);
        }
    }
}

void EventForm::rebuildFields(const twin::Action& action)
{
    if (m_fieldPage != nullptr) {
        m_fieldPage->hide();
        m_fieldPage->deleteLater(); // it may be the field that is edited which asks for other fields
    }
    m_editors.clear();
    m_fieldPage = new QWidget(m_page);
    QFormLayout* form = newForm(m_fieldPage);
    const std::vector<EventField> fields = fieldsOf(action);
    if (!fields.empty()) {
        form->addRow(newHeading(tr("How much"), m_fieldPage));
    }
    for (const EventField& field : fields) {
        addField(*form, field);
    }
    m_fieldSlot->addWidget(m_fieldPage);
}

void EventForm::addField(QFormLayout& form, const EventField& field)
{
    const auto store = [this, field](double value) {
        editEvent(tr("change %1").arg(field.name.toLower()),
                  [&](twin::Event& event) { field.set(event.action, value); });
    };
    QWidget* made = nullptr;
    if (field.kind == EventField::Kind::Choice) {
        auto* choices = new QComboBox(m_fieldPage);
        choices->addItems(field.choices);
        connect(choices, &QComboBox::activated, this, [store](int index) { store(index); });
        form.addRow(newLabel(field.name, m_fieldPage), made = choices);
    } else if (field.kind == EventField::Kind::Truth) {
        auto* truth = new QCheckBox(field.name, m_fieldPage);
        connect(truth, &QCheckBox::toggled, this, [store](bool isOn) { store(isOn ? 1.0 : 0.0); });
        form.addRow(newLabel({}, m_fieldPage), made = truth);
    } else {
        auto* box = new QDoubleSpinBox(m_fieldPage);
        box->setRange(-kWidest, kWidest);
        box->setDecimals(field.kind == EventField::Kind::Count ? 0 : 3);
        box->setSingleStep(field.step);
        box->setKeyboardTracking(false);
        box->setButtonSymbols(QAbstractSpinBox::NoButtons);
        box->setToolTip(tr("Allowed: %1").arg(rangeText(field)));
        connect(box, &QDoubleSpinBox::valueChanged, this, store);
        auto* row = new QHBoxLayout();
        row->setSpacing(space::kSmall);
        row->addWidget(box, 1);
        auto* bounds = new QLabel(rangeText(field), m_fieldPage);
        bounds->setProperty(kRoleProperty, QStringLiteral("muted"));
        bounds->setFont(fontFor(TextRole::Small));
        row->addWidget(bounds, 1);
        form.addRow(newLabel(field.name, m_fieldPage), row);
        made = box;
    }
    made->setAccessibleName(field.name);
    m_editors.push_back({field, made});
}

} // namespace gui
