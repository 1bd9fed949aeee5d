// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Every model version of the run: what it was trained on, from which it came, how it did on data it had not seen, what
// it cost, and when it was live.

#include <QWidget>

#include "gui/bridge/run_session.h"
#include "gui/models/table_model.h"

class QLabel;
class QPushButton;

namespace gui {

class LiveStrip;
class TableView;

struct VersionRow {
    qint64 key = 0;
    VersionFact version;
    std::vector<std::pair<twin::Tick, twin::Tick>> live; ///< stretches in which it served, [from, to)
    QString name;
    QString when;
    bool servesNow = false;
};
[[nodiscard]] std::vector<VersionRow> versionRows(const RunDescription& run, const RunHistory& history);

class RegistryWorkspace : public QWidget {
    Q_OBJECT

public:
    RegistryWorkspace(RunSession& session, QWidget* parent);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void buildLayout();
    void refresh();
    void showDetails();
    void rollBack();
    [[nodiscard]] const VersionRow* selected() const;

    RunSession& m_session;
    TableModel<VersionRow>* m_rows = nullptr;
    TableView* m_table = nullptr;
    LiveStrip* m_strip = nullptr;
    QLabel* m_details = nullptr;
    QPushButton* m_rollBack = nullptr;
};

} // namespace gui
