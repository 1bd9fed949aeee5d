// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/map_element_editor.h"

#include <algorithm>

#include <QApplication>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "gui/bridge/qt_text.h"
#include "gui/theme/theme.h"
#include "gui/theme/typography.h"
#include "gui/views/field_manners.h"

namespace gui {

namespace {

template <typename Kind, std::size_t Count>
QStringList wordsOf(QString (*wordOf)(Kind), const std::array<Kind, Count>& kinds)
{
    QStringList words;
    for (const Kind kind : kinds) {
        words << wordOf(kind);
    }
    return words;
}

constexpr std::array kAllDimensions{mlops::Dimension::Technical, mlops::Dimension::Environmental,
                                    mlops::Dimension::Economic, mlops::Dimension::Social};
constexpr std::array kAllEffects{mlops::Effect::Positive, mlops::Effect::Negative, mlops::Effect::Undecided};
constexpr std::array kAllImpacts{mlops::Impact::Immediate, mlops::Impact::Enabling, mlops::Impact::Systemic};

} // namespace

MapElementEditor::MapElementEditor(PolicyDocument& document, QWidget* parent) : QWidget(parent), m_document(document)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::kTight);
    m_problem = new QLabel(this);
    m_problem->setWordWrap(true);
    layout->addWidget(m_problem);
    // Later, as the field whose edit is told of may be one that goes.
    connect(&document, &PolicyDocument::chosenChanged, this, &MapElementEditor::rebuild, Qt::QueuedConnection);
    connect(&document, &PolicyDocument::changed, this, &MapElementEditor::rebuild, Qt::QueuedConnection);
    rebuild();
}

void MapElementEditor::startNaming()
{
    rebuild();
    if (m_first != nullptr) {
        m_first->setFocus(Qt::ShortcutFocusReason);
        m_first->selectAll();
    }
}

void MapElementEditor::tell(const QString& problem) { m_problem->setText(problem); }

void MapElementEditor::rebuild()
{
    const bool hadFocus = m_page != nullptr && QApplication::focusWidget() != nullptr &&
                          m_page->isAncestorOf(QApplication::focusWidget());
    delete m_page;
    m_first = nullptr;
    m_problem->clear();
    m_page = new QWidget(this);
    m_row = new QHBoxLayout(m_page);
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(space::kSmall);
    const mlops::DecisionMap& map = m_document.map();
    const MapElement& chosen = m_document.chosen();
    if (const mlops::MapNode* box = chosen.isBox() ? boxOf(map, chosen.node) : nullptr) {
        showBox(*box);
    } else if (const mlops::MapEdge* arrow = chosen.isArrow() ? arrowOf(map, chosen) : nullptr) {
        showArrow(*arrow);
    } else {
        auto* hint = new QLabel(tr("Click a box or an arrow to edit it; drag from one box to another to join them. "
                                   "Arrows: + helps, − harms; "
                                   "solid at once, dotted by enabling, dashed in the long run."),
                                m_page);
        hint->setProperty(kRoleProperty, QStringLiteral("muted"));
        hint->setWordWrap(true);
        m_row->addWidget(hint, 1);
    }
    static_cast<QVBoxLayout*>(layout())->insertWidget(0, m_page);
    m_page->show(); // now: what is hidden takes no focus
    if (hadFocus && m_first != nullptr) {
        m_first->setFocus();
    }
}

void MapElementEditor::showBox(const mlops::MapNode& box)
{
    addText(tr("Name"), tr("What the box is called"), box.title,
            [](mlops::MapNode& node) -> std::string& { return node.title; });
    if (box.kind == mlops::NodeKind::Quality) {
        addChoice(tr("Dimension"), wordsOf(dimensionText, kAllDimensions), static_cast<int>(box.dimension),
                  [this](int index) {
                      editBox(m_document.chosen().node, tr("change a dimension"), [index](mlops::MapNode& node) {
                          node.dimension = kAllDimensions[static_cast<std::size_t>(index)];
                      });
                  });
        addText(tr("Measured as"), tr("How this quality is measured"), box.metric,
                [](mlops::MapNode& node) -> std::string& { return node.metric; });
    }
    addJoin(box);
    addRemove();
}

void MapElementEditor::showArrow(const mlops::MapEdge& arrow)
{
    const mlops::DecisionMap& map = m_document.map();
    auto* from = new QLabel(qtText(boxOf(map, arrow.from)->title), m_page);
    auto* to = new QLabel(qtText(boxOf(map, arrow.to)->title), m_page);
    for (QLabel* label : {from, to}) {
        label->setWordWrap(true);
    }
    m_row->addWidget(from, 1);
    addChoice(tr("Effect"), wordsOf(effectText, kAllEffects), static_cast<int>(arrow.effect), [this](int index) {
        editArrow(tr("change an effect"),
                  [index](mlops::MapEdge& edge) { edge.effect = kAllEffects[static_cast<std::size_t>(index)]; });
    });
    m_row->addWidget(to, 1);
    addChoice(tr("Impact"), wordsOf(impactText, kAllImpacts), static_cast<int>(arrow.impact), [this](int index) {
        editArrow(tr("change an impact"),
                  [index](mlops::MapEdge& edge) { edge.impact = kAllImpacts[static_cast<std::size_t>(index)]; });
    });
    addRemove();
}

/// Joining without the pointer.
void MapElementEditor::addJoin(const mlops::MapNode& box)
{
    const mlops::DecisionMap& map = m_document.map();
    std::vector<std::string> targets;
    QStringList names{tr("Arrow to…")};
    for (const mlops::MapNode& other : map.nodes) {
        if (whyNotJoined(map, box.id, other.id).isEmpty()) {
            targets.push_back(other.id);
            names << qtText(other.title);
        }
    }
    if (!targets.empty()) {
        addChoice(tr("Arrow to"), names, 0, [this, from = box.id, targets](int index) {
            if (index > 0) {
                m_document.edit(joined(m_document.map(), from, targets[static_cast<std::size_t>(index) - 1]));
            }
        });
    }
}

void MapElementEditor::addRemove()
{
    auto* remove = new QPushButton(tr("Remove"), m_page);
    const QString why = whyItStays(m_document.map(), m_document.chosen());
    remove->setEnabled(why.isEmpty());
    remove->setToolTip(why);
    connect(remove, &QPushButton::clicked, this,
            [this] { m_document.edit(without(m_document.map(), m_document.chosen())); });
    m_row->addWidget(remove);
}

void MapElementEditor::addText(const QString& name, const QString& tip, const std::string& text,
                               std::function<std::string&(mlops::MapNode&)> place)
{
    auto* field = new QLineEdit(qtText(text), m_page);
    field->setAccessibleName(name);
    field->setPlaceholderText(name);
    field->setToolTip(tip);
    field->setCursorPosition(0);
    FieldManners::teach(*field);
    // Of the box that the field was made for: another may be chosen when the cursor leaves it.
    connect(field, &QLineEdit::editingFinished, this,
            [this, field, name, place = std::move(place), box = m_document.chosen().node] {
                const std::string given = field->text().simplified().toStdString();
                editBox(box, tr("change “%1”").arg(name), [&](mlops::MapNode& node) {
                    if (!given.empty() || &place(node) != &node.title) { // a box has a name
                        place(node) = given;
                    }
                });
            });
    m_first = m_first == nullptr ? field : m_first;
    m_row->addWidget(field, 2);
}

void MapElementEditor::addChoice(const QString& name, const QStringList& choices, int current,
                                 std::function<void(int)> choose)
{
    auto* box = new QComboBox(m_page);
    box->addItems(choices);
    box->setCurrentIndex(current);
    box->setAccessibleName(name);
    box->setToolTip(name);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(11);
    FieldManners::teach(*box);
    connect(box, &QComboBox::activated, this, std::move(choose));
    m_row->addWidget(box);
}

void MapElementEditor::editBox(const std::string& id, const QString& title,
                               const std::function<void(mlops::MapNode&)>& change)
{
    PolicyEdit edit{.title = title, .after = m_document.map(), .chosen = m_document.chosen()};
    const auto box = std::ranges::find(edit.after.nodes, id, &mlops::MapNode::id);
    if (box != edit.after.nodes.end()) {
        change(*box);
        m_document.edit(std::move(edit));
    }
}

void MapElementEditor::editArrow(const QString& title, const std::function<void(mlops::MapEdge&)>& change)
{
    const MapElement chosen = m_document.chosen();
    PolicyEdit edit{.title = title, .after = m_document.map(), .chosen = chosen};
    for (mlops::MapEdge& edge : edit.after.edges) {
        if (edge.from == chosen.node && edge.to == chosen.to) {
            change(edge);
        }
    }
    m_document.edit(std::move(edit));
}

} // namespace gui
