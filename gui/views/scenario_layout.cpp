// SPDX-License-Identifier: GPL-3.0-or-later
// How the scenario workspace is put together; what it does stands in scenario_workspace.cpp.

#include <QAction>
#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QTabWidget>
#include <QToolButton>

#include "gui/map/map_panel.h"
#include "gui/views/card.h"
#include "gui/views/event_form.h"
#include "gui/views/glyph_icon.h"
#include "gui/views/reading_preview_view.h"
#include "gui/views/scenario_axis.h"
#include "gui/views/scenario_form.h"
#include "gui/views/scenario_workspace.h"
#include "gui/views/scroll_page.h"
#include "gui/views/what_if_panel.h"

namespace gui {

namespace {

constexpr int kSideWidth = 396;
constexpr int kLeastSide = 372; ///< the event form without a bar sideways

QScrollArea* scrolled(QWidget* content, QWidget* parent)
{
    auto* area = new QScrollArea(parent);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(content);
    area->viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false); // only now: a scroll area fills the ground of what it is given
    return area;
}

/// With room above and below, so that two cards of a splitter stand apart.
QWidget* padded(QWidget* content, int above, int below)
{
    auto* frame = new QWidget(content->parentWidget());
    auto* column = new QVBoxLayout(frame);
    column->setContentsMargins(0, above, 0, below);
    column->addWidget(content);
    return frame;
}

QToolButton* textButton(const QString& text, const QString& tip, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setText(text);
    button->setToolTip(tip);
    return button;
}

} // namespace

void ScenarioWorkspace::buildLayout()
{
    auto* layout = new QVBoxLayout(scrolledPage(*this));
    layout->setContentsMargins(space::kMedium, space::kMedium, space::kMedium, space::kMedium);
    layout->setSpacing(space::kMedium);
    layout->addWidget(buildBar());
    auto* row = new QHBoxLayout();
    row->setSpacing(space::kMedium);
    auto* left = new QSplitter(Qt::Vertical, this);
    left->setChildrenCollapsible(false);
    auto* map = new Card({}, left);
    map->layoutOf().setContentsMargins(1, 1, 1, 1);
    m_parts.map = new MapPanel(map);
    map->add(m_parts.map, 1);
    left->addWidget(padded(map, 0, space::kSmall));
    left->addWidget(padded(buildAxisCard(), space::kSmall, 0));
    left->setStretchFactor(0, 1);
    left->setStretchFactor(1, 0);
    row->addWidget(left, 1);
    row->addWidget(buildSide());
    layout->addLayout(row, 1);
}

QWidget* ScenarioWorkspace::buildBar()
{
    auto* bar = new QWidget(this);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::kSmall);
    auto* label = new QLabel(tr("Scenario"), bar);
    label->setProperty(kRoleProperty, QStringLiteral("heading"));
    m_bundled = new QComboBox(bar);
    m_bundled->addItems(m_files->bundled());
    m_bundled->setMinimumWidth(150);
    m_bundled->setAccessibleName(tr("Scenario that is edited"));
    m_bundled->setToolTip(tr("The bundled scenarios; edits of one are saved under another name"));
    m_new = textButton(tr("New"), {}, bar);
    auto* open = textButton(tr("Open…"), tr("A scenario file; or drop it on the window"), bar);
    m_save = textButton(tr("Save"), {}, bar);
    m_undo = textButton(tr("Undo"), {}, bar);
    m_redo = textButton(tr("Redo"), {}, bar);
    m_state = new QLabel(bar);
    m_state->setProperty(kRoleProperty, QStringLiteral("muted"));
    m_run = new QPushButton(tr("Run it"), bar);
    m_run->setToolTip(tr("Starts a live run with the scenario as it stands  (F5)"));
    m_run->setProperty(kRoleProperty, QStringLiteral("primary"));
    m_run->setMinimumWidth(90);
    row->addWidget(label);
    row->addWidget(m_bundled);
    for (QToolButton* button : {m_new, open, m_save, m_undo, m_redo}) {
        row->addWidget(button);
    }
    row->addSpacing(space::kSmall);
    row->addWidget(m_state);
    row->addStretch(1);
    row->addWidget(m_run);
    connect(open, &QToolButton::clicked, this, [this] {
        const QString path = QFileDialog::getOpenFileName(this, tr("Open a scenario"), {}, tr("Scenarios (*.json)"));
        if (!path.isEmpty()) {
            m_files->open(path.toStdString());
        }
    });
    return bar;
}

QWidget* ScenarioWorkspace::buildAxisCard()
{
    auto* card = new Card(tr("Events"), this);
    m_parts.axis = new ScenarioAxis(*m_document, card);
    auto* add = textButton(tr("Add event"), tr("Begins at the mark on the axis, at what the map has chosen"), card);
    add->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(add);
    for (std::size_t kind = 0; kind < kActionKinds; ++kind) {
        menu->addAction(kindText(usualAction(kind)), this, [this, kind] { addKind(kind, m_parts.axis->cursor()); });
    }
    add->setMenu(menu);
    m_delete = textButton(tr("Delete"), {}, card);
    auto* all = textButton(tr("Whole time"), tr("Shows the scenario from start to end; the wheel zooms"), card);
    connect(all, &QToolButton::clicked, m_parts.axis, &ScenarioAxis::showAll);
    for (QToolButton* button : {add, m_delete, all}) {
        card->addBeside(button);
    }
    m_axisArea = scrolled(m_parts.axis, card);
    card->add(m_axisArea, 1);
    return card;
}

QWidget* ScenarioWorkspace::buildSide()
{
    auto* card = new Card({}, this);
    card->setMaximumWidth(kSideWidth);
    card->setMinimumWidth(kLeastSide);
    card->layoutOf().setContentsMargins(space::kTight, space::kTight, space::kTight, space::kTight);
    m_parts.tabs = new QTabWidget(card);
    m_parts.tabs->setDocumentMode(true);
    auto* event = new QWidget(m_parts.tabs);
    auto* column = new QVBoxLayout(event);
    column->setContentsMargins(space::kSmall, space::kMedium, space::kTight, space::kSmall);
    column->setSpacing(space::kMedium);
    m_parts.event = new EventForm(*m_document, event);
    m_parts.preview = new ReadingPreviewView(*m_document, m_jobs, m_parts.event);
    m_parts.event->addBelowValues(m_parts.preview);
    column->addWidget(m_parts.event);
    column->addStretch(1);
    auto* whole = new QWidget(m_parts.tabs);
    auto* wholeColumn = new QVBoxLayout(whole);
    wholeColumn->setContentsMargins(space::kSmall, space::kMedium, space::kTight, space::kSmall);
    m_parts.scenario = new ScenarioForm(*m_document, whole);
    wholeColumn->addWidget(m_parts.scenario);
    m_parts.whatIf = new WhatIfPanel(*m_document, *m_files, m_session, m_jobs, m_parts.tabs);
    m_parts.tabs->addTab(scrolled(event, m_parts.tabs), tr("Event"));
    m_parts.tabs->addTab(scrolled(whole, m_parts.tabs), tr("Scenario"));
    m_parts.tabs->addTab(m_parts.whatIf, tr("What if?"));
    card->add(m_parts.tabs, 1);
    return card;
}

} // namespace gui
