// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/import_dialog.h"

#include <algorithm>

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QStandardItemModel>
#include <QTabWidget>
#include <QTableView>
#include <QVBoxLayout>

#include "gui/bridge/qt_text.h"
#include "gui/theme/theme.h"
#include "gui/theme/typography.h"
#include "mlops/approaches/catalogue.h"
#include "twin/io/measurement_files.h"
#include "twin/io/network_files.h"

namespace gui {

namespace {

constexpr std::size_t kFirstRows = 12;
constexpr twin::Tick kWeek = 2016; ///< observed intervals that train the first models where there are enough
constexpr twin::Tick kLeast = twin::Tick{2} * 288; ///< observed, a day to learn from and a day to run

void dress(QTableView& view)
{
    view.setShowGrid(false);
    view.setAlternatingRowColors(true);
    view.setEditTriggers(QAbstractItemView::NoEditTriggers);
    view.verticalHeader()->hide();
    view.verticalHeader()->setDefaultSectionSize(kMinimumHit);
    view.setFont(tabular(fontFor(TextRole::Small)));
    view.horizontalHeader()->setHighlightSections(false);
}

QString nameOfFile(const std::filesystem::path& path) { return qtText(path.filename().string()); }

} // namespace

ImportDialog::ImportDialog(JobRunner& jobs, RecognisedFile what, QWidget* parent)
    : QDialog(parent), m_jobs(jobs), m_what(std::move(what))
{
    setWindowTitle(tr("Import"));
    setAttribute(Qt::WA_DeleteOnClose);
    buildLayout();
    resize(820, 560);
    connect(m_stop, &QPushButton::clicked, this, [this] { isReading() ? cancel() : reject(); });
    connect(m_go, &QPushButton::clicked, this, &ImportDialog::accept);
    connect(m_dates, &QComboBox::activated, this, &ImportDialog::start);
}

void ImportDialog::buildLayout()
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::kLarge, space::kLarge, space::kLarge, space::kMedium);
    layout->setSpacing(space::kSmall);
    const auto label = [&](TextRole role) {
        auto* made = new QLabel(this);
        made->setFont(fontFor(role));
        made->setWordWrap(true);
        made->setTextInteractionFlags(Qt::TextSelectableByMouse);
        layout->addWidget(made);
        return made;
    };
    m_heading = label(TextRole::Title);
    m_extent = label(TextRole::Body);
    setRole(*m_extent, "muted");
    m_counts = label(TextRole::Body);
    m_bar = new QProgressBar(this);
    m_bar->setTextVisible(false);
    layout->addWidget(m_bar);
    layout->addWidget(buildPages(), 1);
    layout->addWidget(buildOptions());
    m_offer = label(TextRole::Body);
    setRole(*m_offer, "muted");
    auto* buttons = new QHBoxLayout;
    m_stop = new QPushButton(tr("Cancel"), this);
    m_go = new QPushButton(this);
    setRole(*m_go, "primary");
    m_go->setEnabled(false);
    buttons->addStretch(1);
    buttons->addWidget(m_stop);
    buttons->addWidget(m_go);
    layout->addLayout(buttons);
}

QWidget* ImportDialog::buildPages()
{
    m_pages = new QTabWidget(this);
    m_pages->setDocumentMode(true);
    m_rows = new QStandardItemModel(this);
    m_firstRows = new QTableView(m_pages);
    m_firstRows->setModel(m_rows);
    m_firstRows->horizontalHeader()->hide();
    m_rejected = new QStandardItemModel(0, 4, this);
    m_rejected->setHorizontalHeaderLabels({tr("File"), tr("Line and column"), tr("Found"), tr("Expected")});
    m_rejectedView = new QTableView(m_pages);
    m_rejectedView->setModel(m_rejected);
    for (QTableView* view : {m_firstRows, m_rejectedView}) {
        dress(*view);
    }
    m_rejectedView->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_rejectedView->horizontalHeader()->setStretchLastSection(true);
    m_notes = new QListWidget(m_pages);
    m_notes->setWordWrap(true);
    m_pages->addTab(m_firstRows, tr("First rows"));
    m_pages->addTab(m_rejectedView, tr("Rejected rows"));
    m_pages->addTab(m_notes, tr("Notes"));
    return m_pages;
}

QWidget* ImportDialog::buildOptions()
{
    m_options = new QWidget(this);
    auto* row = new QHBoxLayout(m_options);
    row->setContentsMargins(0, 0, 0, 0);
    const auto add = [&](const QString& text, QWidget* field) {
        auto* label = new QLabel(text, m_options);
        setRole(*label, "muted");
        row->addWidget(label);
        row->addWidget(field);
        row->addSpacing(space::kMedium);
    };
    m_dates = new QComboBox(m_options);
    m_dates->addItems({tr("by themselves"), tr("month first: 04/01 is 1 April"), tr("day first: 04/01 is 4 January")});
    add(tr("Dates are read"), m_dates);
    m_approach = new QComboBox(m_options);
    for (const std::string& name : mlops::approachNames()) {
        const auto approach = mlops::makeApproach(name, mlops::Fidelity::corrected());
        m_approach->addItem(approach ? qtText((*approach)->traits().title) : qtText(name), qtText(name));
    }
    m_approach->setCurrentIndex(std::max(0, m_approach->findData(QStringLiteral("frugal"))));
    add(tr("Approach"), m_approach);
    row->addStretch(1);
    m_options->setVisible(m_what.kind == FileKind::Measurements);
    return m_options;
}

twin::ReadOptions ImportDialog::options() const
{
    constexpr twin::DateOrder kOrders[]{twin::DateOrder::Detect, twin::DateOrder::MonthFirst,
                                        twin::DateOrder::DayFirst};
    twin::ReadOptions options;
    options.dateOrder = kOrders[m_dates->currentIndex()];
    return options;
}

QString ImportDialog::verdict() const { return m_counts->text(); }
QString ImportDialog::offer() const { return m_offer->text(); }
bool ImportDialog::offersSomething() const { return m_go->isEnabled(); }

void ImportDialog::start()
{
    m_jobs.cancel(m_job);
    m_next = 0;
    m_read.clear();
    m_tally = {};
    m_network.reset();
    m_notes->clear();
    m_go->setEnabled(false);
    m_stop->setText(tr("Cancel"));
    m_bar->show();
    const QString name =
        m_what.files.size() == 1 ? nameOfFile(m_what.files.front()) : tr("%1 files").arg(m_what.files.size());
    m_heading->setText(tr("%1: %2").arg(name, m_what.what));
    showFirstRows();
    if (m_what.kind == FileKind::Network) {
        readNetwork();
    } else {
        m_bar->setRange(0, m_what.files.size() == 1 ? 0 : static_cast<int>(m_what.files.size()));
        readNext();
    }
}

void ImportDialog::readNext()
{
    if (m_next == m_what.files.size()) {
        finish({});
        return;
    }
    const std::filesystem::path file = m_what.files[m_next];
    const auto work = [file, options = options()](std::stop_token stop,
                                                  const JobProgress&) mutable -> twin::Result<twin::Imported> {
        options.stop = std::move(stop);
        return twin::readMeasurements(std::vector{file}, options);
    };
    m_counts->setText(m_tally.rows() == 0 ? tr("Reading %1").arg(nameOfFile(file)) : m_tally.counts());
    m_job = m_jobs.start<twin::Imported>(this, tr("Reading %1").arg(nameOfFile(file)), work,
                                         [this](const twin::Result<twin::Imported>& imported) { tell(imported); });
}

void ImportDialog::tell(const twin::Result<twin::Imported>& imported)
{
    if (!imported) {
        finish(qtText(imported.error().message));
        return;
    }
    m_tally.add(*imported);
    m_read.push_back(m_what.files[m_next]);
    m_extent->setText(m_tally.extent());
    m_counts->setText(m_tally.counts());
    for (const std::string& note : imported->report.notes) {
        m_notes->addItem(qtText(note));
    }
    showRejected();
    m_bar->setValue(static_cast<int>(++m_next));
    readNext();
}

void ImportDialog::readNetwork()
{
    m_bar->setRange(0, 0);
    const std::filesystem::path path = m_what.files.front();
    m_counts->setText(tr("Reading %1").arg(nameOfFile(path)));
    const auto work = [path](const std::stop_token&, const JobProgress&) { return twin::readNetwork(path); };
    m_job = m_jobs.start<twin::ImportedNetwork>(
        this, tr("Reading %1").arg(nameOfFile(path)), work,
        [this](twin::Result<twin::ImportedNetwork> imported) { showNetwork(std::move(imported)); });
}

void ImportDialog::showNetwork(twin::Result<twin::ImportedNetwork> imported)
{
    if (!imported) {
        finish(qtText(imported.error().message));
        return;
    }
    m_network = std::make_shared<const twin::RoadNetwork>(std::move(imported->network));
    for (const std::string& note : imported->report.notes) {
        m_notes->addItem(qtText(note));
    }
    const auto count = [](std::size_t number) { return QLocale().toString(static_cast<qulonglong>(number)); };
    m_extent->setText(tr("%1 links, %2 nodes, %3 stations, %4 corridors")
                          .arg(count(m_network->links().size()), count(m_network->nodes().size()),
                               count(m_network->stations().size()), count(m_network->corridors().size())));
    m_counts->setText(tr("The network is whole: every link joins two nodes and every station was placed or noted."));
    finish({});
}

void ImportDialog::cancel()
{
    m_jobs.cancel(m_job);
    finish(m_read.empty() ? tr("Cancelled. Nothing was read.")
                          : tr("Cancelled after %1 of %2 files. Those that were read can be used.")
                                .arg(m_read.size())
                                .arg(m_what.files.size()));
}

std::size_t ImportDialog::trainingTicks() const { return static_cast<std::size_t>(m_tally.endOf(trainingObserved())); }

twin::Tick ImportDialog::trainingObserved() const { return std::min<twin::Tick>(kWeek, m_tally.observed() / 2); }

QString ImportDialog::offerOfRun() const
{
    const twin::Tick observed = m_tally.observed();
    if (observed < kLeast) {
        return tr("Too short to run: %L1 of %L2 intervals were observed, and a run needs at least %L3 of them, a day "
                  "to learn from and a day to run.")
            .arg(observed)
            .arg(m_tally.intervals())
            .arg(kLeast);
    }
    const auto training = static_cast<twin::Tick>(trainingTicks());
    return tr("The first %L1 intervals train the first models, the other %L2 are the run. Observed of them: %L3 and "
              "%L4; nothing is learned from the rest. It has no map: measurements alone say nothing of roads.")
        .arg(training)
        .arg(m_tally.intervals() - training)
        .arg(trainingObserved())
        .arg(observed - trainingObserved());
}

void ImportDialog::finish(const QString& problem)
{
    m_job = 0;
    m_bar->hide();
    m_stop->setText(tr("Close"));
    if (!problem.isEmpty()) {
        m_counts->setText(m_tally.rows() == 0 ? problem : problem + QLatin1Char('\n') + m_tally.counts());
    }
    m_pages->setTabText(2, m_notes->count() == 0 ? tr("Notes") : tr("Notes (%1)").arg(m_notes->count()));
    if (m_network) {
        m_go->setText(tr("Open on the map"));
        m_go->setEnabled(true);
        m_offer->setText(tr("The roads can be looked at and searched. Running a twin on them needs a scenario that "
                            "names this network, or measurements with the same stations."));
    } else if (m_what.kind == FileKind::Measurements) {
        m_go->setText(tr("Run it live"));
        m_go->setEnabled(m_tally.observed() >= kLeast);
        m_offer->setText(m_read.empty() ? QString() : offerOfRun());
    } else {
        m_offer->clear();
    }
    Q_EMIT finished();
}

void ImportDialog::accept()
{
    if (!offersSomething()) {
        return;
    }
    if (m_network) {
        Q_EMIT networkWanted(m_network, m_extent->text());
    } else {
        mlops::DataChoice choice;
        choice.paths = m_read;
        choice.options = options();
        Q_EMIT runWanted(m_approach->currentData().toString(), choice, trainingTicks());
    }
    QDialog::accept();
}

void ImportDialog::showFirstRows()
{
    m_rows->clear();
    for (const auto& row : firstRowsOf(m_what.files.front(), kFirstRows)) {
        QList<QStandardItem*> items;
        for (const std::string& field : row) {
            items << new QStandardItem(qtText(field));
        }
        m_rows->appendRow(items);
    }
    m_firstRows->resizeColumnsToContents();
    m_pages->setTabVisible(0, m_rows->rowCount() > 0);
    m_pages->setTabVisible(1, m_what.kind == FileKind::Measurements);
}

void ImportDialog::showRejected()
{
    const twin::BadRows& bad = m_tally.report().badRows;
    m_rejected->removeRows(0, m_rejected->rowCount());
    for (const twin::BadRow& row : bad.first) {
        const auto item = [](const QString& text) { return new QStandardItem(text); };
        m_rejected->appendRow({item(nameOfFile(row.file)), item(tr("%1 : %2").arg(row.line).arg(row.column)),
                               item(qtText(row.found)), item(qtText(row.expected))});
    }
    m_pages->setTabText(1, bad.count == 0 ? tr("Rejected rows") : tr("Rejected rows (%L1)").arg(bad.count));
}

} // namespace gui
