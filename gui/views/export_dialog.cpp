// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/export_dialog.h"

#include <algorithm>

#include <QCoreApplication>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QStandardPaths>
#include <QVBoxLayout>

#include "gui/bridge/qt_text.h"
#include "gui/theme/theme.h"
#include "gui/theme/typography.h"
#include "gui/views/view_picture.h"

namespace gui {

namespace {

QString usualFolder()
{
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    return QFileInfo(documents).isDir() ? documents : QDir::currentPath();
}

} // namespace

ExportDialog::ExportDialog(ExportParts parts, QWidget* parent) : QDialog(parent), m_parts(std::move(parts))
{
    setWindowTitle(tr("Export"));
    setAttribute(Qt::WA_DeleteOnClose);
    buildLayout();
    connect(m_kinds, &QListWidget::currentRowChanged, this, [this] {
        const QString name =
            m_parts.session.hasRun() ? qtText(m_parts.session.description().approach) : QStringLiteral("view");
        const QString extension = QString::fromLatin1(chosen().extension);
        setTarget(
            QDir(usualFolder())
                .filePath(extension.isEmpty() ? name + QStringLiteral("-run") : name + QLatin1Char('.') + extension));
    });
    connect(m_target, &QLineEdit::textChanged, this, &ExportDialog::refresh);
    m_kinds->setCurrentRow(0);
    resize(680, 420);
}

void ExportDialog::buildLayout()
{
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(space::kMedium);
    m_kinds = new QListWidget(this);
    for (const ExportText& text : exportTexts()) {
        m_kinds->addItem(QCoreApplication::translate("Export", text.title));
    }
    layout->addWidget(m_kinds, 1);
    m_tip = new QLabel(this);
    m_tip->setProperty(kRoleProperty, QStringLiteral("muted"));
    m_tip->setWordWrap(true);
    layout->addWidget(m_tip);
    auto* form = new QFormLayout();
    m_target = new QLineEdit(this);
    m_command = new QLineEdit(this);
    m_command->setReadOnly(true);
    m_command->setToolTip(tr("The same without a window; select and copy"));
    auto* browse = new QPushButton(tr("Browse…"), this);
    browse->setAutoDefault(false);
    connect(browse, &QPushButton::clicked, this, &ExportDialog::browse);
    auto* target = new QHBoxLayout();
    target->addWidget(m_target, 1);
    target->addWidget(browse);
    form->addRow(tr("To"), target);
    form->addRow(tr("Command line"), m_command);
    layout->addLayout(form);
    auto* buttons = new QHBoxLayout();
    auto* cancel = new QPushButton(tr("Cancel"), this);
    m_export = new QPushButton(tr("Export"), this);
    m_export->setProperty(kRoleProperty, QStringLiteral("primary"));
    m_export->setDefault(true);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_export);
    layout->addLayout(buttons);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_export, &QPushButton::clicked, this, &ExportDialog::run);
}

const ExportText& ExportDialog::chosen() const
{
    return exportTexts()[static_cast<std::size_t>(std::max(0, m_kinds->currentRow()))];
}

void ExportDialog::choose(ExportKind kind)
{
    for (int row = 0; row < m_kinds->count(); ++row) {
        if (exportTexts()[static_cast<std::size_t>(row)].kind == kind) {
            m_kinds->setCurrentRow(row);
        }
    }
}

void ExportDialog::setTarget(const QString& path)
{
    m_target->setText(path);
    refresh();
}

QString ExportDialog::command() const { return m_command->text(); }

ExportOrder ExportDialog::order() const
{
    return {chosen().kind, m_parts.session.description().file, m_target->text().toStdString(),
            m_parts.appVersion.toStdString()};
}

void ExportDialog::refresh()
{
    const bool isPossible = chosen().isView || !m_parts.session.description().file.empty();
    m_export->setEnabled(isPossible && !m_target->text().isEmpty());
    // Told before the button is pressed, which then says it too: nothing is replaced unasked.
    const bool replaces = QFileInfo(m_target->text()).isFile();
    m_export->setText(replaces ? tr("Replace the file") : tr("Export"));
    m_tip->setText(!isPossible ? tr("This run is not recorded in a file.")
                   : replaces  ? tr("%1  There is a file of this name already: it will be replaced.")
                                    .arg(QCoreApplication::translate("Export", chosen().tip))
                              : QCoreApplication::translate("Export", chosen().tip));
    m_command->setText(qtText(commandFor(order())));
    m_command->setCursorPosition(0); // it begins with what it is
}

void ExportDialog::browse()
{
    const bool isFolder = QString::fromLatin1(chosen().extension).isEmpty();
    const QString wanted =
        isFolder ? QFileDialog::getSaveFileName(this, tr("Export to a new folder"), m_target->text())
                 : QFileDialog::getSaveFileName(this, tr("Export"), m_target->text(),
                                                QStringLiteral("*.%1").arg(QLatin1String(chosen().extension)), nullptr,
                                                QFileDialog::DontConfirmOverwrite); // the button asks
    if (!wanted.isEmpty()) {
        setTarget(wanted);
    }
}

void ExportDialog::run()
{
    const ExportOrder asked = order();
    hide();
    if (chosen().isView) {
        const PictureFormat format = asked.kind == ExportKind::ViewSvg   ? PictureFormat::Svg
                                     : asked.kind == ExportKind::ViewPdf ? PictureFormat::Pdf
                                                                         : PictureFormat::Png;
        const auto saved = savePicture(m_parts.view, m_target->text(), format);
        saved ? Q_EMIT exported(tr("Saved %1").arg(m_target->text())) : Q_EMIT failed(qtText(saved.error().message));
        close();
        return;
    }
    const auto work = [asked](const std::stop_token& stop, const JobProgress& /*progress*/) {
        return exportRunAs(asked, stop);
    };
    m_parts.jobs.start<std::filesystem::path>(
        this, tr("Exporting"), work, [this](twin::Result<std::filesystem::path> path) {
            path ? Q_EMIT exported(tr("Exported to %1").arg(qtText(path->string())))
                 : Q_EMIT failed(qtText(path.error().message));
            close();
        });
}

} // namespace gui
