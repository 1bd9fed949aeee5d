// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What lets a workspace live in a small window: it scrolls, and its halves go beneath one another.

#include <vector>

#include <QWidget>

class QBoxLayout;

namespace gui {

/// A page as large as `workspace`, which scrolls where that is smaller than what stands on the page needs.
[[nodiscard]] QWidget* scrolledPage(QWidget& workspace);

/// Parts beside each other where there is room for all of them, else beneath one another.
class SideBySide final : public QWidget {
public:
    explicit SideBySide(QWidget* parent);
    /// `stretch` is its share of the width, or of the height where the parts stand beneath one another.
    void add(QWidget* part, int stretch);
    [[nodiscard]] bool isBeneath() const;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    [[nodiscard]] int widthBeside() const;

    QBoxLayout* m_layout = nullptr;
    std::vector<QWidget*> m_parts;
};

} // namespace gui
