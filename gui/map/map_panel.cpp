// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/map/map_panel.h"

#include <algorithm>
#include <utility>

#include <QComboBox>
#include <QCompleter>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QStandardItemModel>
#include <QToolButton>

#include "gui/theme/theme.h"
#include "gui/theme/typography.h"

namespace gui {

namespace {
constexpr std::size_t kMostHits = 12;
constexpr double kZoomStep = 0.7;
constexpr int kLeastQuantity = 13; ///< letters of its name that are always seen

/// Where the row is too narrow for it, it says so by three dots.
class Notice final : public QLabel {
public:
    using QLabel::QLabel;

protected:
    void paintEvent(QPaintEvent* /*event*/) override
    {
        QPainter painter(this);
        painter.setPen(palette().color(foregroundRole()));
        painter.drawText(rect(), Qt::AlignVCenter | Qt::AlignLeft,
                         fontMetrics().elidedText(text(), Qt::ElideRight, width()));
    }
};

} // namespace

MapPanel::MapPanel(QWidget* parent) : QWidget(parent)
{
    buildLayout();
    connectSignals();
}

void MapPanel::buildLayout()
{
    m_map = new MapWidget(this);
    m_quantity = new QComboBox(this);
    m_quantity->setAccessibleName(tr("What the colours stand for"));
    m_quantity->setToolTip(tr("What the colours stand for"));
    m_quantity->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_quantity->setMinimumContentsLength(kLeastQuantity);
    for (const MapQuantity quantity : kMapQuantities) {
        m_quantity->addItem(nameOf(quantity), static_cast<int>(quantity));
    }
    m_quantity->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_quantity->setMinimumContentsLength(12);
    m_horizon = new QComboBox(this);
    m_horizon->setAccessibleName(tr("How far ahead"));
    m_horizon->hide();
    m_subject = new QLabel(this);
    m_subject->hide();
    m_search = new QLineEdit(this);
    m_search->setPlaceholderText(tr("Find a road, station or corridor"));
    m_search->setClearButtonEnabled(true);
    m_search->setMinimumWidth(110);
    m_found = new QStandardItemModel(this);
    m_completer = new QCompleter(m_found, this);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_search->setCompleter(m_completer);
    m_notice = new Notice(this);
    m_notice->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    setRole(*m_notice, "muted");
    auto* row = new QHBoxLayout;
    row->setContentsMargins(space::kMedium, space::kSmall, space::kMedium, space::kSmall);
    row->setSpacing(space::kSmall);
    row->addWidget(m_quantity);
    row->addWidget(m_horizon);
    row->addWidget(m_subject);
    row->addWidget(m_notice, 1);
    row->addWidget(m_search);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(row);
    column->addWidget(m_map, 1);
}

void MapPanel::connectSignals()
{
    m_buttons = new QWidget(m_map);
    auto* column = new QVBoxLayout(m_buttons);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::kTight);
    const auto button = [&](const QString& text, const QString& tip, std::function<void()> act) {
        auto* made = new QToolButton(m_buttons);
        made->setText(text);
        made->setToolTip(tip);
        made->setAccessibleName(tip);
        made->setFixedSize(30, 30);
        connect(made, &QToolButton::clicked, this, std::move(act));
        column->addWidget(made);
    };
    button(QStringLiteral("+"), tr("Closer (+)"), [this] { m_map->zoom(kZoomStep); });
    button(QString(QChar(0x2212)), tr("Farther (\u2212)"), [this] { m_map->zoom(1.0 / kZoomStep); });
    button(QString(QChar(0x2922)), tr("Show all (Home)"), [this] { m_map->fitAll(); });
    connect(m_quantity, &QComboBox::currentIndexChanged, this, [this] {
        showHorizons();
        Q_EMIT requestChanged();
    });
    connect(m_horizon, &QComboBox::currentIndexChanged, this, &MapPanel::requestChanged);
    connect(m_search, &QLineEdit::textEdited, this, &MapPanel::search);
    connect(m_completer, qOverload<const QString&>(&QCompleter::activated), this, &MapPanel::goTo);
    connect(m_search, &QLineEdit::returnPressed, this, [this] {
        search(m_search->text());
        goTo(m_hits.empty() ? QString() : m_found->item(0)->text());
    });
}

void MapPanel::setNetwork(std::shared_ptr<const twin::RoadNetwork> network)
{
    m_network = network;
    m_map->setNetwork(std::move(network));
    m_search->setEnabled(m_network != nullptr);
}

void MapPanel::setHorizons(const std::vector<int>& minutes)
{
    m_horizon->clear();
    for (const int ahead : minutes) {
        m_horizon->addItem(tr("%1 min ahead").arg(ahead), ahead);
    }
    showHorizons();
}

void MapPanel::showHorizons()
{
    const bool isAhead = quantity() == MapQuantity::Forecast || quantity() == MapQuantity::ForecastError;
    m_horizon->setVisible(isAhead && m_horizon->count() > 0 && m_subject->text().isEmpty());
}

void MapPanel::setSubject(const QString& subject)
{
    m_subject->setText(subject);
    m_subject->setVisible(!subject.isEmpty());
    m_quantity->setVisible(subject.isEmpty());
    showHorizons();
}

MapQuantity MapPanel::quantity() const { return static_cast<MapQuantity>(m_quantity->currentData().toInt()); }

void MapPanel::setQuantity(MapQuantity quantity)
{
    m_quantity->setCurrentIndex(m_quantity->findData(static_cast<int>(quantity)));
}

std::size_t MapPanel::horizon() const { return static_cast<std::size_t>(std::max(m_horizon->currentIndex(), 0)); }

void MapPanel::setNotice(const QString& text)
{
    m_notice->setText(text);
    m_notice->setToolTip(text); // whole, where the row is too narrow for it
}

void MapPanel::focusSearch()
{
    m_search->setFocus();
    m_search->selectAll();
}

void MapPanel::search(const QString& words)
{
    m_hits = m_network ? searchNetwork(*m_network, words, kMostHits) : std::vector<MapHit>();
    m_found->clear();
    for (const MapHit& hit : m_hits) {
        m_found->appendRow(new QStandardItem(QStringLiteral("%1 \u2013 %2").arg(hit.title, hit.detail)));
    }
    if (!m_hits.empty() && m_search->hasFocus()) {
        m_completer->complete();
    }
}

void MapPanel::goTo(const QString& title)
{
    for (int row = 0; row < m_found->rowCount(); ++row) {
        if (m_found->item(row)->text() == title) {
            const MapTarget target = m_hits[static_cast<std::size_t>(row)].target;
            m_map->select(target);
            m_map->reveal(target);
            return;
        }
    }
}

void MapPanel::resizeEvent(QResizeEvent* /*event*/)
{
    m_buttons->adjustSize();
    m_buttons->move(m_map->width() - m_buttons->width() - space::kMedium, space::kMedium);
}

} // namespace gui
