// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/banner.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStyle>
#include <QTimer>

#include "gui/theme/theme.h"
#include "gui/theme/typography.h"

namespace gui {

Banner::Banner(QWidget* parent) : QFrame(parent)
{
    setProperty(kRoleProperty, QStringLiteral("banner"));
    m_row = new QHBoxLayout(this);
    m_row->setContentsMargins(space::kMedium, space::kTight, space::kTight, space::kTight);
    m_text = new QLabel(this);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_row->addWidget(m_text, 1);
    m_timer = new QTimer(this);
    m_timer->setSingleShot(true);
    connect(m_timer, &QTimer::timeout, this, &QWidget::hide);
    hide();
}

void Banner::showError(const QString& text, std::vector<Choice> choices)
{
    m_isError = true;
    m_timer->stop();
    show(QStringLiteral("✕  ") + text, std::move(choices));
}

void Banner::showNotice(const QString& text, std::vector<Choice> choices, int milliseconds)
{
    m_isError = false;
    m_timer->stop();
    if (milliseconds > 0) {
        m_timer->start(milliseconds);
    }
    show(text, std::move(choices));
}

QString Banner::text() const { return m_text->text(); }

void Banner::show(const QString& text, std::vector<Choice> choices)
{
    for (QWidget* button : m_buttons) {
        button->deleteLater();
    }
    m_buttons.clear();
    m_text->setText(text);
    choices.push_back({tr("Close"), [this] { Q_EMIT dismissed(); }});
    for (Choice& choice : choices) {
        auto* button = new QPushButton(choice.text, this);
        button->setProperty(kRoleProperty, QStringLiteral("flat"));
        connect(button, &QPushButton::clicked, this, [this, run = std::move(choice.run)] {
            hide();
            run();
        });
        m_row->addWidget(button);
        m_buttons.push_back(button);
    }
    setRole(*this, m_isError ? "trouble" : "banner");
    style()->unpolish(this);
    style()->polish(this);
    tint();
    QFrame::show();
}

void Banner::tint()
{
    QPalette palette = m_text->palette();
    palette.setColor(QPalette::WindowText, m_isError ? colorsFor(*this).bad : colorsFor(*this).text);
    m_text->setPalette(palette);
}

} // namespace gui
