// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A workspace that scrolls where the window is smaller than what it shows needs: nothing is squeezed until it is cut.

#include <QScrollArea>
#include <QVBoxLayout>

namespace gui {

/// Fills `workspace`, which has no layout yet, and returns what its parts are laid out on. Below `least`, scroll bars come.
inline QWidget* scrollable(QWidget& workspace, const QSize& least)
{
    auto* fill = new QVBoxLayout(&workspace);
    fill->setContentsMargins(0, 0, 0, 0);
    auto* area = new QScrollArea(&workspace);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    auto* content = new QWidget(area);
    content->setMinimumSize(least);
    area->setWidget(content);
    // The window shows through; setWidget() had turned this on.
    content->setAutoFillBackground(false);
    area->viewport()->setAutoFillBackground(false);
    fill->addWidget(area);
    return content;
}

} // namespace gui
