// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The decision map that is edited, what of it is chosen, and every step back. The form, the diagram and the dry run
// show it and ask for edits; they keep nothing of it. Like a scenario's, an edit is the whole map before and after.

#include <QObject>
#include <QUndoStack>

#include "gui/models/policy_edits.h"

namespace gui {

class PolicyDocument : public QObject {
    Q_OBJECT

public:
    explicit PolicyDocument(QObject* parent = nullptr);
    ~PolicyDocument() override;

    /// Another map, without a past.
    void reset(mlops::DecisionMap map);
    /// Maps as shipped or recorded keep their names: the first edit of one names it "..., edited".
    void edit(PolicyEdit edit);
    /// An element that the map does not have is none.
    void choose(MapElement element);

    [[nodiscard]] const mlops::DecisionMap& map() const { return m_map; }
    [[nodiscard]] const MapElement& chosen() const { return m_chosen; }
    [[nodiscard]] QUndoStack& undoStack() { return m_undo; }

Q_SIGNALS:
    void changed();
    /// It is another document.
    void replaced();
    void chosenChanged();

private:
    class Step;
    void apply(const mlops::DecisionMap& map, const MapElement& chosen);

    mlops::DecisionMap m_map;
    MapElement m_chosen;
    QUndoStack m_undo;
};

} // namespace gui
