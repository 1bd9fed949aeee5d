// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The map with what one turns at it: what the colours stand for, how far ahead, a search field, zoom.

#include <functional>
#include <memory>
#include <vector>

#include <QWidget>

#include "gui/map/map_widget.h"

class QComboBox;
class QCompleter;
class QLabel;
class QLineEdit;
class QStandardItemModel;

namespace gui {

class MapPanel final : public QWidget {
    Q_OBJECT
public:
    explicit MapPanel(QWidget* parent = nullptr);

    [[nodiscard]] MapWidget& map() { return *m_map; }
    void setNetwork(std::shared_ptr<const twin::RoadNetwork> network);
    /// The horizons that can be chosen, minutes ahead; empty hides the choice.
    void setHorizons(const std::vector<int>& minutes);
    [[nodiscard]] MapQuantity quantity() const;
    void setQuantity(MapQuantity quantity);
    /// What the colours stand for where the frame decides it, in place of the choice; empty: the choice is back.
    void setSubject(const QString& subject);
    /// Index into what setHorizons() was given.
    [[nodiscard]] std::size_t horizon() const;
    /// A line above the map, such as "Branch less base"; empty: none.
    void setNotice(const QString& text);
    void focusSearch();

Q_SIGNALS:
    /// Another quantity or horizon: the frame has to be made anew.
    void requestChanged();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildLayout();
    void connectSignals();
    void search(const QString& words);
    void goTo(const QString& title);
    void showHorizons();

    MapWidget* m_map = nullptr;
    QComboBox* m_quantity = nullptr;
    QComboBox* m_horizon = nullptr;
    QLineEdit* m_search = nullptr;
    QCompleter* m_completer = nullptr;
    QStandardItemModel* m_found = nullptr;
    QLabel* m_subject = nullptr;
    QLabel* m_notice = nullptr;
    QWidget* m_buttons = nullptr;
    std::shared_ptr<const twin::RoadNetwork> m_network;
    std::vector<MapHit> m_hits;
};

} // namespace gui
