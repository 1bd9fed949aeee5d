// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A few quantities of one kind as bars: name, bar, value, share. What is left out of the account is drawn hatched.

#include <vector>

#include <QColor>
#include <QWidget>

namespace gui {

class HorizontalBars : public QWidget {
    Q_OBJECT

public:
    struct Bar {
        QString name;
        double value = 0.0;
        QString text;
        QString note;
        int category = -1; ///< categoryColor index, or the accent
        bool isLeftOut = false;
    };

    explicit HorizontalBars(QWidget* parent);
    void setBars(std::vector<Bar> bars);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {220, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<Bar> m_bars;
};

} // namespace gui
