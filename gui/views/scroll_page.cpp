// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/scroll_page.h"

#include <algorithm>

#include <QBoxLayout>
#include <QScrollArea>

#include "gui/theme/typography.h"

namespace gui {

namespace {

/// With words in it that wrap, a scroll area would make its page as high as it likes to be and not as it must.
class Page final : public QWidget {
public:
    using QWidget::QWidget;
    [[nodiscard]] bool hasHeightForWidth() const override { return false; }
};

int leastOf(const QWidget& part) { return std::max(part.minimumWidth(), part.minimumSizeHint().width()); }

} // namespace

QWidget* scrolledPage(QWidget& workspace)
{
    auto* around = new QVBoxLayout(&workspace);
    around->setContentsMargins(0, 0, 0, 0);
    auto* area = new QScrollArea(&workspace);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setFocusPolicy(Qt::NoFocus); // arrow keys move the playhead
    auto* page = new QWidget(area);
    area->setWidget(page);
    area->viewport()->setAutoFillBackground(false);
    page->setAutoFillBackground(false); // only now: a scroll area fills the ground of what it is given
    around->addWidget(area);
    auto* fill = new QVBoxLayout(page);
    fill->setContentsMargins(0, 0, 0, 0);
    auto* inner = new Page(page);
    fill->addWidget(inner);
    return inner;
}

SideBySide::SideBySide(QWidget* parent) : QWidget(parent)
{
    m_layout = new QBoxLayout(QBoxLayout::LeftToRight, this);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(space::kMedium);
}

void SideBySide::add(QWidget* part, int stretch)
{
    m_layout->addWidget(part, stretch);
    m_parts.push_back(part);
}

bool SideBySide::isBeneath() const { return m_layout->direction() == QBoxLayout::TopToBottom; }

int SideBySide::widthBeside() const
{
    int sum = -m_layout->spacing();
    for (const QWidget* part : m_parts) {
        sum += part->isHidden() ? 0 : leastOf(*part) + m_layout->spacing();
    }
    return sum;
}

QSize SideBySide::minimumSizeHint() const
{
    int widest = 0;
    for (const QWidget* part : m_parts) {
        widest = std::max(widest, part->isHidden() ? 0 : leastOf(*part));
    }
    return {widest, m_layout->totalMinimumSize().height()};
}

void SideBySide::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const auto wanted = width() < widthBeside() ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight;
    if (wanted != m_layout->direction()) {
        m_layout->setDirection(wanted);
        updateGeometry();
    }
}

} // namespace gui
