// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Where files come in, by menu, by drop, by command line: says what each is and whose affair it is. What cannot be used
// is said in the core's own words.

#include <memory>

#include <QObject>
#include <QStringList>

#include "gui/bridge/job_runner.h"
#include "mlops/experiment/experiment_data.h"

class QWidget;

namespace gui {

class ImportDialog;

class FileDoor final : public QObject {
    Q_OBJECT

public:
    /// Dialogs are children of `window`.
    FileDoor(JobRunner& jobs, QWidget& window);
    /// Several runs are compared; several files of measurements are one data set; of other kinds the first is taken.
    void open(const QStringList& paths);
    /// Filter for the file dialog.
    [[nodiscard]] static QString filter();

Q_SIGNALS:
    void runGiven(const QString& path);
    void runsGiven(const QStringList& paths);
    void scenarioGiven(const QString& path);
    void policyGiven(const QString& path);
    void networkGiven(std::shared_ptr<const twin::RoadNetwork> network, const QString& extent);
    /// Of measurements, once they are read and the user has chosen.
    void dataGiven(const QString& approach, const mlops::DataChoice& data, std::size_t trainingTicks);
    /// An import stands open.
    void importing(gui::ImportDialog* dialog);
    void refused(const QString& why);
    /// Something of the user's was opened, for the list of recent files.
    void accepted(const QString& path);

private:
    void import(std::vector<std::filesystem::path> files, const QString& what, bool isNetwork);

    JobRunner& m_jobs;
    QWidget& m_window;
};

} // namespace gui
