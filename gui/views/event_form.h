// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The chosen event as a form: what, when, where and how much, each with its unit and bounds. It shows the document and
// asks it for edits; what is wrong stands below in the core's own words.

#include <functional>
#include <vector>

#include <QWidget>

#include "gui/map/map_search.h"
#include "gui/models/event_fields.h"
#include "gui/models/scenario_document.h"

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QVBoxLayout;

namespace gui {

class ProblemLabel;
class WallClockEdit;

class EventForm : public QWidget {
    Q_OBJECT

public:
    EventForm(ScenarioDocument& document, QWidget* parent);
    /// What the map has chosen, for the buttons that take a place from it.
    void setMapTarget(const MapTarget& target);
    /// Puts a view of what the values do between them and the place.
    void addBelowValues(QWidget* view);
    /// The editor of a parameter by its name; null where there is none.
    [[nodiscard]] QWidget* field(const QString& name) const;
    [[nodiscard]] QString problem() const;

private:
    void buildLayout();
    void buildWhen(QFormLayout& form);
    void buildWhere(QFormLayout& form);
    void connectSignals();
    void refresh();
    void refreshFields(const twin::Event& event);
    void refreshPlace(const twin::Event& event);
    void refreshRoutes();
    void rebuildFields(const twin::Action& action);
    void addField(QFormLayout& form, const EventField& field);
    void editEvent(const QString& title, const std::function<void(twin::Event&)>& change);
    void editPlace(const QString& title, const std::function<void(twin::Place&)>& change);
    void takeFromMap();
    void chooseRoute(int index);

    struct Editor {
        EventField field;
        QWidget* widget = nullptr;
    };

    ScenarioDocument& m_document;
    MapTarget m_target;
    bool m_isShowing = false; ///< what changes meanwhile is no edit
    QWidget* m_page = nullptr;
    QLabel* m_nothing = nullptr;
    QComboBox* m_kind = nullptr;
    WallClockEdit* m_from = nullptr;
    WallClockEdit* m_to = nullptr;
    QLabel* m_length = nullptr;
    QLineEdit* m_note = nullptr;
    QWidget* m_where = nullptr;
    QLineEdit* m_links = nullptr;
    QLineEdit* m_stations = nullptr;
    QComboBox* m_route = nullptr;
    QLineEdit* m_near = nullptr;
    QWidget* m_fieldPage = nullptr;
    QVBoxLayout* m_fieldSlot = nullptr;
    ProblemLabel* m_problem = nullptr;
    const twin::RoadNetwork* m_routesOf = nullptr;
    std::vector<Editor> m_editors;
};

} // namespace gui
