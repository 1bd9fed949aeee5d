// SPDX-License-Identifier: GPL-3.0-or-later
// The desktop program: builds the object graph from top to bottom and runs it.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QStandardPaths>

#include "gui/theme/theme.h"
#include "gui/views/main_window.h"
#include "gui/views/screenshot_tour.h"
#include "mlops/cli/machine.h"
#include "mlops/cli/places.h"
#include "mlops/torch/lstm_trainer_loader.h"
#include "twin/core/text.h"

namespace {

struct Options {
    QStringList files;
    QString screenshots;
    QSize size; ///< of the window in the pictures
    QString approach;
    QString scenario;
    QString settings;
    QString theme;
    bool isPlaying = true;
    bool isFresh = false; ///< nothing of the last session
};

/// Where live runs are kept: beside the user's other data, one file each.
std::filesystem::path newRunFile(const std::string& approach)
{
    const QDir folder(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QStringLiteral("/runs"));
    folder.mkpath(QStringLiteral("."));
    std::string name = mlops::identityOfRun(approach).createdUtc;
    std::ranges::replace(name, ':', '-');
    const std::filesystem::path base(folder.path().toStdString());
    std::filesystem::path file = base / twin::concat(name, "_", approach, ".run");
    for (int i = 2; std::filesystem::exists(file); ++i) {
        file = base / twin::concat(name, "_", approach, "_", i, ".run");
    }
    return file;
}

/// A bundled scenario or a file of the user's; "none" is the single station.
gui::LiveSetup bundledRun(const std::string& approach, const std::string& scenario)
{
    gui::LiveSetup setup;
    setup.spec.approach = approach;
    if (scenario == "none") {
        setup.spec.protocol = mlops::harmone2025Protocol();
        setup.spec.energy.kind = "recorded";
        setup.data.paths = {mlops::dataDirectory() / "synthetic-station"};
        setup.data.options.zone = "America/Los_Angeles";
    } else {
        const std::filesystem::path bundled = mlops::dataDirectory() / "scenarios" / (scenario + ".json");
        setup.spec.protocol = mlops::cityProtocol();
        setup.data.scenario = mlops::ScenarioChoice{
            std::filesystem::exists(bundled) ? bundled : std::filesystem::path(scenario), mlops::dataDirectory()};
    }
    setup.identity = mlops::identityOfRun(twin::concat(approach, ", desktop"));
    setup.record = newRunFile(approach);
    setup.modelStore = mlops::modelCache();
    setup.lstmSource = &mlops::loadLstmTrainer;
    return setup;
}

/// A run over measurements or a scenario that the user has opened.
gui::LiveSetup ownRun(const QString& approach, const mlops::DataChoice& data, std::size_t trainingTicks)
{
    gui::LiveSetup setup = bundledRun(approach.toStdString(), data.scenario ? data.scenario->file.string() : "none");
    if (!data.scenario) {
        setup.spec.protocol = mlops::standardProtocol();
        setup.spec.protocol.trainingTicks = trainingTicks;
        setup.spec.energy = {};
        setup.data = data;
    }
    return setup;
}

/// "1280x680"; ends the program where it is none.
QSize sizeFrom(const QString& text)
{
    const QStringList sides = text.split(QLatin1Char('x'));
    const QSize size = sides.size() == 2 ? QSize(sides[0].toInt(), sides[1].toInt()) : QSize();
    if (size.isEmpty()) {
        std::fprintf(stderr, "greenloop: --size %s: expected WIDTHxHEIGHT in pixels, as in 1280x680\n",
                     text.toUtf8().constData());
        std::exit(2);
    }
    return size;
}

Options parse(QApplication& application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("A digital twin of a city's traffic that looks after its own forecasts."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption screenshots(QStringLiteral("screenshots"),
                                         QStringLiteral("Save every workspace, light and dark, at 1x and 2x, and end."),
                                         QStringLiteral("DIR"));
    const QCommandLineOption size(QStringLiteral("size"), QStringLiteral("Size of the window in those pictures."),
                                  QStringLiteral("WIDTHxHEIGHT"), QStringLiteral("1600x1000"));
    const QCommandLineOption approach(QStringLiteral("approach"),
                                      QStringLiteral("Approach of the live run (default: frugal)."),
                                      QStringLiteral("NAME"), QStringLiteral("frugal"));
    const QCommandLineOption scenario(QStringLiteral("scenario"),
                                      QStringLiteral("Scenario of the live run: a bundled one's name, a file, or none "
                                                     "for a single station (default: induced-drift)."),
                                      QStringLiteral("NAME"), QStringLiteral("induced-drift"));
    const QCommandLineOption settings(QStringLiteral("settings"), QStringLiteral("File for layout and recent files."),
                                      QStringLiteral("FILE"));
    const QCommandLineOption theme(QStringLiteral("theme"), QStringLiteral("light, dark or system."),
                                   QStringLiteral("NAME"), QStringLiteral("system"));
    const QCommandLineOption paused(QStringLiteral("paused"), QStringLiteral("Open without playing."));
    const QCommandLineOption keys(QStringLiteral("help-keys"), QStringLiteral("List the keyboard."));
    const QCommandLineOption fresh(QStringLiteral("fresh"),
                                   QStringLiteral("Start anew: nothing of the last session is opened."));
    parser.addOptions({screenshots, size, approach, scenario, settings, theme, paused, fresh, keys});
    parser.addPositionalArgument(QStringLiteral("FILE"),
                                 QStringLiteral("Runs (several are compared), measurements, a network, "
                                                "a scenario or a policy."),
                                 QStringLiteral("[FILE...]"));
    parser.process(application);
    if (parser.isSet(keys)) {
        std::fputs(gui::keysHelp().toUtf8().constData(), stdout);
        std::exit(0);
    }
    const QString fallback =
        QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) + QStringLiteral("/window.ini");
    return {parser.positionalArguments(),
            parser.value(screenshots),
            sizeFrom(parser.value(size)),
            parser.value(approach),
            parser.value(scenario),
            parser.isSet(settings) ? parser.value(settings) : fallback,
            parser.value(theme),
            !parser.isSet(paused),
            parser.isSet(fresh) || parser.isSet(approach) || parser.isSet(scenario)};
}

gui::Scheme schemeFor(const Options& options)
{
    if (options.theme == QStringLiteral("dark") || options.theme == QStringLiteral("light")) {
        return options.theme == QStringLiteral("dark") ? gui::Scheme::Dark : gui::Scheme::Light;
    }
    const auto last = options.isFresh ? std::nullopt : gui::SessionMemory::load(options.settings).scheme;
    return last.value_or(gui::schemeOf(QApplication::palette()));
}

void openWhatWasAsked(gui::MainWindow& window, const Options& options)
{
    const bool isTour = !options.screenshots.isEmpty();
    if (options.files.isEmpty() && !isTour && !options.isFresh && window.restoreSession()) {
        return;
    }
    if (options.files.isEmpty()) {
        if (isTour) {
            window.session().setSpeed(std::nullopt);
        }
        window.startLive(bundledRun(options.approach.toStdString(), options.scenario.toStdString()),
                         options.isPlaying || isTour ? gui::RunSession::Start::Playing
                                                     : gui::RunSession::Start::Paused);
        return;
    }
    isTour ? window.openFile(options.files.front()) : window.openFiles(options.files);
}

/// Answers that need no display are given without one.
bool wantsTextOnly(int argc, char** argv)
{
    return std::any_of(argv + 1, argv + argc, [](const std::string& word) {
        return word == "-h" || word == "-v" || word == "--version" || word.starts_with("--help");
    });
}

} // namespace

int main(int argc, char** argv)
{
    QGuiApplication::setHighDpiScaleFactorRoundingPolicy(Qt::HighDpiScaleFactorRoundingPolicy::PassThrough);
    if (wantsTextOnly(argc, argv)) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("greenloop"));
    QApplication::setApplicationDisplayName(QStringLiteral("GreenLoop"));
    QApplication::setApplicationVersion(QStringLiteral(GREENLOOP_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("greenloop"));
    const Options options = parse(application);
    const bool isTour = !options.screenshots.isEmpty();
    gui::applyTheme(application, isTour ? gui::Scheme::Light : schemeFor(options));
    gui::MainWindow window(
        {.liveSetup = [scenario = options.scenario.toStdString()](
                          const QString& approach) { return bundledRun(approach.toStdString(), scenario); },
         .appVersion = QStringLiteral(GREENLOOP_VERSION),
         .scenarioCopies =
             QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QStringLiteral("/scenarios"),
         .recentFile = isTour ? QString() : options.settings,
         .ownRun = &ownRun,
         .namedRun =
             [](const QString& approach, const QString& scenario) {
                 return bundledRun(approach.toStdString(), scenario.toStdString());
             }});
    if (isTour) {
        window.resize(options.size);
        auto* tour = new gui::ScreenshotTour(window, options.screenshots, options.files.mid(1));
        QObject::connect(
            tour, &gui::ScreenshotTour::finished, &application,
            [](const QString& problem) {
                if (!problem.isEmpty()) {
                    std::fprintf(stderr, "greenloop: %s\n", problem.toUtf8().constData());
                }
                QCoreApplication::exit(problem.isEmpty() ? 0 : 1);
            },
            Qt::QueuedConnection);
    }
    window.show();
    openWhatWasAsked(window, options);
    return QApplication::exec();
}
