// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The preview of a sensor fault or an induced drift: one station's typical day, as it is and as it will be read. The
// day is simulated once, in the background; each edit then shows at once.

#include <QWidget>

#include "gui/bridge/job_runner.h"
#include "gui/models/reading_preview.h"
#include "gui/models/scenario_document.h"

class QComboBox;
class QLabel;
class QTimer;

namespace gui {

class TimeSeriesChart;

class ReadingPreviewView : public QWidget {
    Q_OBJECT

public:
    ReadingPreviewView(ScenarioDocument& document, JobRunner& jobs, QWidget* parent);
    /// What is drawn; nothing where there is nothing to preview.
    [[nodiscard]] const std::optional<ReadingPreview>& shown() const { return m_shown; }

Q_SIGNALS:
    void previewShown();

protected:
    void showEvent(QShowEvent* event) override;

private:
    /// What a simulated day depends on.
    struct DayKey {
        twin::UtcTime start;
        std::uint64_t seed = 0;
        std::string zone;
        const twin::RoadNetwork* network = nullptr;
        friend bool operator==(const DayKey&, const DayKey&) = default;
    };

    void buildLayout();
    void refresh();
    void startDay(const DayKey& key);
    void refreshStations(const twin::Event& event);
    void draw();
    void say(const QString& text);
    [[nodiscard]] std::optional<std::size_t> previewed() const;

    ScenarioDocument& m_document;
    JobRunner& m_jobs;
    JobRunner::Id m_job = 0;
    QTimer* m_idle = nullptr;
    std::optional<DayKey> m_key;
    TypicalDay m_day;
    std::vector<std::size_t> m_places; ///< stations of the day, as the combo box lists them
    std::optional<ReadingPreview> m_shown;
    QComboBox* m_station = nullptr;
    TimeSeriesChart* m_chart = nullptr;
    QLabel* m_note = nullptr;
};

} // namespace gui
