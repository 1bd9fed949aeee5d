// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Where a figure of energy comes from, on every figure: measured, estimated, modelled or recorded. Several at once are
// hatched and say so.

#include <vector>

#include <QWidget>

#include "mlops/energy/energy_ledger.h"

namespace gui {

class SourceBadge : public QWidget {
    Q_OBJECT

public:
    explicit SourceBadge(QWidget* parent);
    /// `meter` is the meter's own description, for the tooltip.
    void setSources(std::vector<mlops::EnergySource> sources, const QString& meter);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QString text() const;

    std::vector<mlops::EnergySource> m_sources;
};
/// What the word means, in a sentence.
[[nodiscard]] QString sourceMeaning(mlops::EnergySource source);

} // namespace gui
