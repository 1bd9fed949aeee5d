// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Take it home: what, where to, and the command line that would do the same.

#include <QDialog>

#include "gui/bridge/job_runner.h"
#include "gui/bridge/run_exports.h"
#include "gui/bridge/run_session.h"

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace gui {

struct ExportParts {
    RunSession& session;
    JobRunner& jobs;
    QWidget& view;
    QString appVersion;
};

class ExportDialog : public QDialog {
    Q_OBJECT

public:
    ExportDialog(ExportParts parts, QWidget* parent);
    void choose(ExportKind kind);
    void setTarget(const QString& path);
    [[nodiscard]] QString command() const;
    /// Exports as chosen. One of exported() and failed() follows.
    void run();

Q_SIGNALS:
    void exported(const QString& text);
    void failed(const QString& text);

private:
    void buildLayout();
    void refresh();
    void browse();
    [[nodiscard]] const ExportText& chosen() const;
    [[nodiscard]] ExportOrder order() const;

    ExportParts m_parts;
    QListWidget* m_kinds = nullptr;
    QLabel* m_tip = nullptr;
    QLineEdit* m_target = nullptr;
    QLineEdit* m_command = nullptr;
    QPushButton* m_export = nullptr;
};

} // namespace gui
