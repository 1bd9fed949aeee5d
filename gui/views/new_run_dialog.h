// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What a new live run shall be, before the open one is given up for it, and the command line that would run the same.

#include <functional>

#include <QDialog>
#include <QStringList>

#include "gui/bridge/live_run.h"

class QComboBox;
class QLineEdit;
class QSpinBox;

namespace gui {

struct NewRunParts {
    QStringList scenarios; ///< bundled ones
    QString scenario{};    ///< chosen at first: a bundled one's name or a file; empty: the single station
    std::function<LiveSetup(const QString& approach, const QString& scenario)> setup; ///< "none": the single station
};

class NewRunDialog : public QDialog {
    Q_OBJECT

public:
    NewRunDialog(NewRunParts parts, QWidget* parent);
    /// As chosen.
    [[nodiscard]] LiveSetup setup() const;
    [[nodiscard]] QString command() const;

private:
    void buildLayout();
    void fill();
    void takeUsualEnergy();
    void refresh();

    NewRunParts m_parts;
    QComboBox* m_scenario = nullptr;
    QComboBox* m_approach = nullptr;
    QComboBox* m_energy = nullptr;
    QSpinBox* m_seed = nullptr;
    QLineEdit* m_command = nullptr;
};

} // namespace gui
