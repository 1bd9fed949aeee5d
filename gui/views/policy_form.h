// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A decision map as a form: one row a boundary, the weights of the score below. What it shows is what map() returns.

#include <functional>
#include <vector>

#include <QWidget>

#include "mlops/mapek/decision_map.h"

class QDoubleSpinBox;
class QFormLayout;

namespace gui {

class PolicyForm : public QWidget {
    Q_OBJECT

public:
    explicit PolicyForm(QWidget* parent);
    /// Shows a map. Says nothing: it is no edit.
    void setMap(const mlops::DecisionMap& map);
    /// The map as edited.
    [[nodiscard]] const mlops::DecisionMap& map() const { return m_map; }
    /// The field that edits the limit of a boundary; null where the map has none.
    [[nodiscard]] QDoubleSpinBox* limitField(mlops::Metric metric) const;

Q_SIGNALS:
    void edited();

private:
    struct Field {
        QDoubleSpinBox* box = nullptr;
        std::function<double&(mlops::DecisionMap&)> place;
        double scale = 1.0; ///< shown = stored x scale
    };
    struct Range {
        double least = 0.0;
        double most = 1.0;
        double step = 0.01;
        int decimals = 2;
    };
    void rebuild();
    void addBoundary(QFormLayout& form, std::size_t index);
    void addScoreRule(QFormLayout& form);
    QDoubleSpinBox* addField(QFormLayout& form, const QString& name, const QString& tip, const Range& range,
                             std::function<double&(mlops::DecisionMap&)> place, double scale = 1.0);

    mlops::DecisionMap m_map;
    std::vector<Field> m_fields;
    std::vector<std::pair<mlops::Metric, QDoubleSpinBox*>> m_limits;
    QWidget* m_page = nullptr;
};

} // namespace gui
