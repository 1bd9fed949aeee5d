// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A panel with a heading, and a card with one figure: what workspaces are put together from.

#include <QFrame>
#include <QLabel>
#include <QVBoxLayout>

#include "gui/theme/theme.h"
#include "gui/theme/typography.h"

namespace gui {

class Card : public QFrame {
public:
    explicit Card(const QString& heading, QWidget* parent) : QFrame(parent)
    {
        setProperty(kRoleProperty, QStringLiteral("card"));
        m_layout = new QVBoxLayout(this);
        m_layout->setContentsMargins(space::kMedium, space::kSmall + 2, space::kMedium, space::kMedium);
        m_layout->setSpacing(space::kSmall);
        if (!heading.isEmpty()) {
            m_heading = new QHBoxLayout();
            m_title = new QLabel(heading, this);
            m_title->setProperty(kRoleProperty, QStringLiteral("heading"));
            m_heading->addWidget(m_title);
            m_heading->addStretch(1);
            m_layout->addLayout(m_heading);
        }
    }
    void add(QWidget* widget, int stretch = 0) { m_layout->addWidget(widget, stretch); }
    void addLayout(QLayout* layout) { m_layout->addLayout(layout); }
    /// To the right of the heading.
    void addBeside(QWidget* widget) { m_heading->addWidget(widget); }
    void setHeading(const QString& text) { m_title->setText(text); }
    [[nodiscard]] QVBoxLayout& layoutOf() { return *m_layout; }

private:
    QVBoxLayout* m_layout = nullptr;
    QHBoxLayout* m_heading = nullptr;
    QLabel* m_title = nullptr;
};

/// One number, what it is and what it is compared with.
class FigureCard : public Card {
public:
    FigureCard(const QString& name, const QString& tip, QWidget* parent) : Card({}, parent)
    {
        setToolTip(tip);
        m_name = new QLabel(name, this);
        m_name->setProperty(kRoleProperty, QStringLiteral("muted"));
        m_figure = new QLabel(QStringLiteral("–"), this);
        m_figure->setFont(fontFor(TextRole::Figure));
        m_note = new QLabel(this);
        m_note->setProperty(kRoleProperty, QStringLiteral("muted"));
        m_note->setFont(fontFor(TextRole::Small));
        m_note->setWordWrap(true);
        for (QLabel* label : {m_name, m_figure, m_note}) {
            add(label);
        }
        layoutOf().setSpacing(space::kHair);
    }
    void set(const QString& figure, const QString& note)
    {
        m_figure->setText(figure);
        m_note->setText(note);
    }

private:
    QLabel* m_name = nullptr;
    QLabel* m_figure = nullptr;
    QLabel* m_note = nullptr;
};

} // namespace gui
