// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What is wrong, where it is wrong: a sentence on a tinted ground, and nothing where nothing is wrong.

#include <QLabel>
#include <QPainter>

#include "gui/theme/colors.h"
#include "gui/theme/typography.h"

namespace gui {

class ProblemLabel : public QLabel {
public:
    explicit ProblemLabel(QWidget* parent) : QLabel(parent)
    {
        setWordWrap(true);
        setTextFormat(Qt::PlainText);
        setTextInteractionFlags(Qt::TextSelectableByMouse);
        setContentsMargins(space::kSmall, space::kSmall, space::kSmall, space::kSmall);
        hide();
    }
    void tell(const QString& text)
    {
        setText(text);
        setVisible(!text.isEmpty());
    }

protected:
    void paintEvent(QPaintEvent* event) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(colorsFor(*this).bad, 1.0));
        painter.setBrush(colorsFor(*this).badSoft);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), kCornerRadius, kCornerRadius);
        painter.end();
        QLabel::paintEvent(event);
    }
};

} // namespace gui
