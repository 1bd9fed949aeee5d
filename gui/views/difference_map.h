// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Two runs of one city at one moment: the second less the first, road by road.

#include <QWidget>

#include "gui/charts/time_cursor.h"
#include "gui/map/map_frame.h"
#include "gui/models/run_differences.h"

namespace gui {

class MapPanel;

class DifferenceMap final : public QWidget {
    Q_OBJECT

public:
    DifferenceMap(TimeCursor& cursor, QWidget* parent);

    /// Null where there are no two.
    void setRuns(ComparedRunPtr base, ComparedRunPtr other);
    /// Whether both run on the same roads.
    [[nodiscard]] bool isPossible() const { return m_isPossible; }
    /// What is shown; null where the moment lies outside one of the runs.
    [[nodiscard]] const std::shared_ptr<const MapFrame>& frame() const { return m_frame; }
    [[nodiscard]] MapPanel& panel() { return *m_panel; }

protected:
    void showEvent(QShowEvent* event) override;

private:
    void refresh();
    /// Of one run at the cursor; nothing where it is not there.
    [[nodiscard]] std::optional<MapFrame> frameAt(const ComparedRun& run, const StationMatch& match) const;

    TimeCursor& m_cursor;
    MapPanel* m_panel = nullptr;
    ComparedRunPtr m_base;
    ComparedRunPtr m_other;
    StationMatch m_baseMatch;
    StationMatch m_otherMatch;
    std::shared_ptr<const MapFrame> m_frame;
    bool m_isPossible = false;
};

} // namespace gui
