// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/caption_bar.h"

#include <algorithm>

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include "gui/theme/theme.h"
#include "gui/theme/typography.h"

namespace gui {

namespace {

constexpr std::size_t kMostDots = 30;

QString dots(std::size_t step, std::size_t steps)
{
    if (steps > kMostDots) {
        return CaptionBar::tr("%1 of %2").arg(step + 1).arg(steps);
    }
    QString text;
    for (std::size_t i = 0; i < steps; ++i) {
        text += i == step ? QStringLiteral("● ") : QStringLiteral("○ ");
    }
    return text.trimmed();
}

} // namespace

CaptionBar::CaptionBar(QWidget& window) : QFrame(&window), m_window(window)
{
    setRole(*this, "card");
    setAutoFillBackground(true);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(space::kHuge, space::kMedium, space::kLarge, space::kMedium);
    row->setSpacing(space::kLarge);
    auto* column = new QVBoxLayout;
    column->setSpacing(space::kTight);
    m_text = new QLabel(this);
    m_text->setFont(fontFor(TextRole::Title));
    m_text->setWordWrap(true);
    m_place = new QLabel(this);
    setRole(*m_place, "muted");
    column->addWidget(m_text);
    column->addWidget(m_place);
    row->addLayout(column, 1);
    m_next = new QPushButton(this);
    setRole(*m_next, "primary");
    m_stop = new QPushButton(this);
    for (QPushButton* button : {m_next, m_stop}) {
        button->setFocusPolicy(Qt::NoFocus); // Space and Esc belong to the talk
        row->addWidget(button, 0, Qt::AlignVCenter);
    }
    connect(m_next, &QPushButton::clicked, this, &CaptionBar::nextWanted);
    connect(m_stop, &QPushButton::clicked, this, &CaptionBar::stopWanted);
    window.installEventFilter(this);
    hide();
}

QString CaptionBar::text() const { return m_text->text(); }

void CaptionBar::setButtons(const QString& next, const QString& stop)
{
    m_next->setText(next);
    m_stop->setText(stop);
}

void CaptionBar::show(const QString& text, std::size_t step, std::size_t steps)
{
    m_text->setText(text);
    m_place->setText(dots(step, steps));
    QFrame::show();
    place();
    raise();
    m_window.setContentsMargins(0, 0, 0, height() + 2 * space::kMedium); // what is talked about stays in sight
}

void CaptionBar::place()
{
    const int width = std::min(980, m_window.width() - 2 * space::kHuge);
    layout()->invalidate(); // a text that has just been set may need more lines
    const int height = std::max(72, heightForWidth(width));
    setGeometry((m_window.width() - width) / 2, m_window.height() - height - space::kMedium, width, height);
}

void CaptionBar::hideEvent(QHideEvent* event)
{
    m_window.setContentsMargins({});
    QFrame::hideEvent(event);
}

bool CaptionBar::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == &m_window && event->type() == QEvent::Resize && isVisible()) {
        place();
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace gui
