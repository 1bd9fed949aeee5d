// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Bringing in data or a network: what it was taken for, rows as they arrive, what was refused and why, and then what
// can be done with it. Not modal; Cancel keeps the files that were read and says so.

#include <memory>

#include <QDialog>

#include "gui/bridge/file_kind.h"
#include "gui/bridge/job_runner.h"
#include "gui/models/import_tally.h"
#include "mlops/experiment/experiment_data.h"
#include "twin/io/network_report.h"

class QComboBox;
class QLabel;
class QListWidget;
class QProgressBar;
class QPushButton;
class QStandardItemModel;
class QTabWidget;
class QTableView;

namespace gui {

class ImportDialog final : public QDialog {
    Q_OBJECT

public:
    /// Requires: measurements or a network.
    ImportDialog(JobRunner& jobs, RecognisedFile what, QWidget* parent);

    /// Begins to read; begins anew where it had begun.
    void start();
    void cancel();
    [[nodiscard]] bool isReading() const { return m_job != 0; }
    [[nodiscard]] const ImportTally& tally() const { return m_tally; }
    /// What the dialog says under its heading: counts, or why nothing could be read.
    [[nodiscard]] QString verdict() const;
    /// What it says below: what can be done with what was read.
    [[nodiscard]] QString offer() const;
    [[nodiscard]] bool offersSomething() const;
    /// Does what is offered, as the button does.
    void accept() override;

Q_SIGNALS:
    /// The user wants a run over the data: approach, files, how many intervals train first.
    void runWanted(const QString& approach, const mlops::DataChoice& data, std::size_t trainingTicks);
    void networkWanted(std::shared_ptr<const twin::RoadNetwork> network, const QString& notes);
    /// Reading has come to its end, good or bad.
    void finished();

private:
    void buildLayout();
    [[nodiscard]] QWidget* buildOptions();
    [[nodiscard]] QWidget* buildPages();
    void readNext();
    void readNetwork();
    void tell(const twin::Result<twin::Imported>& imported);
    void showNetwork(twin::Result<twin::ImportedNetwork> imported);
    void showFirstRows();
    void showRejected();
    void finish(const QString& problem);
    /// Intervals that train, from the first to the last of those below.
    [[nodiscard]] std::size_t trainingTicks() const;
    /// Observed intervals that train.
    [[nodiscard]] twin::Tick trainingObserved() const;
    [[nodiscard]] QString offerOfRun() const;
    [[nodiscard]] twin::ReadOptions options() const;

    JobRunner& m_jobs;
    RecognisedFile m_what;
    JobRunner::Id m_job = 0;
    std::size_t m_next = 0; ///< file to read
    std::vector<std::filesystem::path> m_read;
    ImportTally m_tally;
    std::shared_ptr<const twin::RoadNetwork> m_network;
    QLabel* m_heading = nullptr;
    QLabel* m_extent = nullptr;
    QLabel* m_counts = nullptr;
    QLabel* m_offer = nullptr;
    QProgressBar* m_bar = nullptr;
    QTabWidget* m_pages = nullptr;
    QTableView* m_firstRows = nullptr;
    QStandardItemModel* m_rows = nullptr;
    QTableView* m_rejectedView = nullptr;
    QStandardItemModel* m_rejected = nullptr;
    QListWidget* m_notes = nullptr;
    QWidget* m_options = nullptr;
    QComboBox* m_dates = nullptr;
    QComboBox* m_approach = nullptr;
    QPushButton* m_stop = nullptr;
    QPushButton* m_go = nullptr;
};

} // namespace gui
