// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Where the energy went: one bar a model, phase or run, in pieces. Measured pieces are full; estimated and modelled
// ones are hatched, so that a sum of both is never taken for a measurement.

#include <vector>

#include <QWidget>

#include "mlops/energy/energy_ledger.h"

namespace gui {

struct EnergyPiece {
    QString name; ///< the same name has the same colour in every bar
    double joules = 0.0;
    mlops::EnergySource source = mlops::EnergySource::Modelled;
};

struct EnergyBar {
    QString name;
    std::vector<EnergyPiece> pieces;

    [[nodiscard]] double total() const;
};

class EnergyBars final : public QWidget {
    Q_OBJECT
public:
    explicit EnergyBars(QWidget* parent = nullptr);

    /// Bars from top to bottom. `baseline`: the bar that the others are compared with; negative: none.
    void setBars(std::vector<EnergyBar> bars, int baseline = -1);
    void setEmptyText(const QString& text);
    [[nodiscard]] QSize sizeHint() const override;
    /// What stands at a bar's end: its total, and how it differs from the baseline.
    [[nodiscard]] QString totalText(std::size_t bar) const;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Layout;
    [[nodiscard]] Layout layoutBars() const;
    [[nodiscard]] int colorOf(const QString& piece) const;
    void drawBar(QPainter& painter, const Layout& layout, std::size_t bar) const;
    void drawLegend(QPainter& painter, const Layout& layout) const;

    std::vector<EnergyBar> m_bars;
    std::vector<QString> m_names; ///< of pieces, in order of appearance
    int m_baseline = -1;
    QString m_empty;
};

/// In the unit that fits, with three digits: "1.84 mJ", "0.62 Wh"; "below resolution" for a positive amount too small
/// "measured", "estimated", ...
[[nodiscard]] QString sourceText(mlops::EnergySource source);

} // namespace gui
