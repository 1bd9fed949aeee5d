// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/policy_document.h"

#include <utility>

#include <QUndoCommand>

namespace gui {

/// From one map to another and back. Steps of one gesture melt into one.
class PolicyDocument::Step final : public QUndoCommand {
public:
    Step(PolicyDocument& document, PolicyEdit edit)
        : QUndoCommand(edit.title),
          m_document(document),
          m_before(document.m_map),
          m_chosenBefore(document.m_chosen),
          m_edit(std::move(edit))
    {
    }

    void undo() override { m_document.apply(m_before, m_chosenBefore); }
    void redo() override { m_document.apply(m_edit.after, m_edit.chosen); }
    [[nodiscard]] int id() const override { return m_edit.gesture; }
    bool mergeWith(const QUndoCommand* other) override
    {
        m_edit = static_cast<const Step*>(other)->m_edit;
        setObsolete(sameMap(m_edit.after, m_before));
        return true;
    }

private:
    PolicyDocument& m_document;
    mlops::DecisionMap m_before;
    MapElement m_chosenBefore;
    PolicyEdit m_edit;
};

PolicyDocument::PolicyDocument(QObject* parent) : QObject(parent), m_undo(this) {}

/// The stack empties itself when it goes, and says so; whoever listens may be half gone then.
PolicyDocument::~PolicyDocument() { m_undo.disconnect(); }

void PolicyDocument::reset(mlops::DecisionMap map)
{
    m_map = std::move(map);
    m_chosen = {};
    m_undo.clear();
    Q_EMIT replaced();
    Q_EMIT changed();
    Q_EMIT chosenChanged();
}

void PolicyDocument::edit(PolicyEdit edit)
{
    if (sameMap(edit.after, m_map)) {
        return;
    }
    if (m_undo.index() == 0 && edit.after.name == m_map.name) {
        edit.after.name = tr("%1, edited").arg(QString::fromStdString(m_map.name)).toStdString();
    }
    m_undo.push(new Step(*this, std::move(edit)));
}

void PolicyDocument::choose(MapElement element)
{
    if (!hasElement(m_map, element)) {
        element = {};
    }
    if (element != m_chosen) {
        m_chosen = std::move(element);
        Q_EMIT chosenChanged();
    }
}

void PolicyDocument::apply(const mlops::DecisionMap& map, const MapElement& chosen)
{
    m_map = map;
    const bool isOther = chosen != m_chosen;
    m_chosen = hasElement(m_map, chosen) ? chosen : MapElement{};
    Q_EMIT changed();
    if (isOther) {
        Q_EMIT chosenChanged();
    }
}

} // namespace gui
