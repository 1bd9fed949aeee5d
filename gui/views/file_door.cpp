// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/file_door.h"

#include <algorithm>

#include <QFileInfo>

#include "gui/bridge/file_kind.h"
#include "gui/views/import_dialog.h"

namespace gui {

FileDoor::FileDoor(JobRunner& jobs, QWidget& window) : QObject(&window), m_jobs(jobs), m_window(window) {}

QString FileDoor::filter()
{
    return tr("All that can be opened (*.run *.csv *.txt *.gz *.xml *.json);;Runs (*.run);;Measurements (*.csv *.txt "
              "*.gz);;Networks (*.xml *.txt *.csv);;Scenarios and policies (*.json);;All files (*)");
}

void FileDoor::open(const QStringList& paths)
{
    if (paths.isEmpty()) {
        return;
    }
    std::vector<RecognisedFile> known;
    for (const QString& path : paths) {
        // A node.csv or link.csv stands for the folder it lies in.
        const QFileInfo info(path);
        const bool isPart =
            info.fileName() == QStringLiteral("node.csv") || info.fileName() == QStringLiteral("link.csv");
        known.push_back(recognise((isPart ? info.absolutePath() : path).toStdString()));
    }
    const auto refusedOne = std::ranges::find(known, FileKind::Unknown, &RecognisedFile::kind);
    if (refusedOne != known.end()) {
        Q_EMIT refused(refusedOne->what);
        return;
    }
    const FileKind kind = known.front().kind;
    if (std::ranges::any_of(known, [&](const RecognisedFile& file) { return file.kind != kind; })) {
        Q_EMIT refused(tr("These files are of different kinds: %1 and %2. Open one kind at a time.")
                           .arg(known.front().what, std::ranges::find_if(known, [&](const auto& file) {
                                                        return file.kind != kind;
                                                    })->what));
        return;
    }
    Q_EMIT accepted(paths.front());
    switch (kind) {
    case FileKind::Run:
        paths.size() > 1 ? Q_EMIT runsGiven(paths) : Q_EMIT runGiven(paths.front());
        return;
    case FileKind::Scenario:
        Q_EMIT scenarioGiven(paths.front());
        return;
    case FileKind::Policy:
        Q_EMIT policyGiven(paths.front());
        return;
    case FileKind::Network:
        import(known.front().files, known.front().what, true);
        return;
    case FileKind::Measurements: {
        std::vector<std::filesystem::path> files;
        for (const RecognisedFile& file : known) {
            files.insert(files.end(), file.files.begin(), file.files.end());
        }
        import(std::move(files), known.front().what, false);
        return;
    }
    case FileKind::Unknown:
        return;
    }
}

void FileDoor::import(std::vector<std::filesystem::path> files, const QString& what, bool isNetwork)
{
    auto* dialog = new ImportDialog(
        m_jobs, {isNetwork ? FileKind::Network : FileKind::Measurements, what, std::move(files)}, &m_window);
    connect(dialog, &ImportDialog::runWanted, this, &FileDoor::dataGiven);
    connect(dialog, &ImportDialog::networkWanted, this, &FileDoor::networkGiven);
    dialog->show();
    Q_EMIT importing(dialog);
    dialog->start();
}

} // namespace gui
