// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What is chosen in the diagram of the decision map, as fields: the name of a box, what its arrows say. Below them
// stands what could not be done, and why.

#include <functional>

#include <QWidget>

#include "gui/models/policy_document.h"

class QHBoxLayout;
class QLabel;
class QLineEdit;

namespace gui {

class MapElementEditor : public QWidget {
    Q_OBJECT

public:
    MapElementEditor(PolicyDocument& document, QWidget* parent);
    /// Puts the cursor into the first field of what is chosen.
    void startNaming();
    void tell(const QString& problem);

private:
    void rebuild();
    void showBox(const mlops::MapNode& box);
    void showArrow(const mlops::MapEdge& arrow);
    void addJoin(const mlops::MapNode& box);
    void addRemove();
    void addText(const QString& name, const QString& tip, const std::string& text,
                 std::function<std::string&(mlops::MapNode&)> place);
    void addChoice(const QString& name, const QStringList& choices, int current, std::function<void(int)> choose);
    void editBox(const std::string& id, const QString& title, const std::function<void(mlops::MapNode&)>& change);
    void editArrow(const QString& title, const std::function<void(mlops::MapEdge&)>& change);

    PolicyDocument& m_document;
    QWidget* m_page = nullptr;
    QHBoxLayout* m_row = nullptr;
    QLineEdit* m_first = nullptr;
    QLabel* m_problem = nullptr;
};

} // namespace gui
