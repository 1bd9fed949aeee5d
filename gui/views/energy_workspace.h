// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Where the energy went: by phase, by model, over time, and against an approach that would have kept one model. Every
// figure says how it is known.

#include <QWidget>

#include "gui/bridge/run_session.h"
#include "gui/charts/chart_series.h"
#include "gui/charts/time_cursor.h"

class QComboBox;
class QGridLayout;
class QLabel;

namespace gui {

class Card;
class FigureCard;
class HorizontalBars;
class SourceBadge;
class TimeSeriesChart;

/// Counted energy of forecasting and adapting from the run's beginning on; and what forecasts by `baseline` alone would
/// have cost, at that model's mean in this run. Nothing for a baseline that never served.
[[nodiscard]] std::vector<ChartSeries> cumulativeEnergy(const RunDescription& run, const RunHistory& history,
                                                        mlops::Family baseline);
/// Mean joules of an inference by that family in this run.
[[nodiscard]] std::optional<double> inferenceEnergy(const RunHistory& history, mlops::Family family, twin::Tick end);

class EnergyWorkspace : public QWidget {
    Q_OBJECT

public:
    EnergyWorkspace(RunSession& session, TimeCursor& cursor, QWidget* parent);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void buildLayout(TimeCursor& cursor);
    [[nodiscard]] QWidget* buildFigures();
    void restart();
    void refresh();
    void refreshCurve();
    void refreshBars(const mlops::EnergyLedger& ledger);
    [[nodiscard]] mlops::Family baseline() const;

    RunSession& m_session;
    FigureCard* m_total = nullptr;
    FigureCard* m_each = nullptr;
    FigureCard* m_loop = nullptr;
    FigureCard* m_saved = nullptr;
    QComboBox* m_baseline = nullptr;
    SourceBadge* m_source = nullptr;
    SourceBadge* m_curveSource = nullptr;
    HorizontalBars* m_byPhase = nullptr;
    HorizontalBars* m_byModel = nullptr;
    TimeSeriesChart* m_curve = nullptr;
    std::size_t m_shownRecords = 0;
};

} // namespace gui
