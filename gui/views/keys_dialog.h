// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// F1: the keyboard, as a list that scrolls and can be searched, never higher than the window.

#include <QDialog>

namespace gui {

class KeysDialog final : public QDialog {
    Q_OBJECT

public:
    explicit KeysDialog(QWidget* window);
};

} // namespace gui
