// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/shortcuts.h"

#include <array>

#include <QCoreApplication>

namespace gui {

namespace {

#define TEXT(text) QT_TRANSLATE_NOOP("Actions", text)

constexpr std::array kActions{
    ActionText{ActionId::OpenLive, TEXT("File"), TEXT("New live run…"), "Ctrl+N",
               TEXT("Compute a run over the bundled or your own data")},
    ActionText{ActionId::Open, TEXT("File"), TEXT("Open…"), "Ctrl+O",
               TEXT("A run, measurements, a network, a scenario, a policy; or drop it on the window")},
    ActionText{ActionId::OpenFolder, TEXT("File"), TEXT("Open folder…"), "Ctrl+Shift+O",
               TEXT("A GMNS network, or a folder of PeMS files")},
    ActionText{ActionId::Export, TEXT("File"), TEXT("Export…"), "Ctrl+E",
               TEXT("Pictures, tables, a report of the run")},
    ActionText{ActionId::CopyPicture, TEXT("File"), TEXT("Copy picture"), "Ctrl+Shift+C",
               TEXT("The workspace as a picture")},
    ActionText{ActionId::Quit, TEXT("File"), TEXT("Quit"), "Ctrl+Q", TEXT("A live run is recorded up to here")},
    ActionText{ActionId::Undo, TEXT("Edit"), TEXT("Undo"), "Ctrl+Z",
               TEXT("Takes the last edit of the scenario or the policy back")},
    ActionText{ActionId::Redo, TEXT("Edit"), TEXT("Redo"), "Ctrl+Shift+Z", TEXT("The edit again")},
    ActionText{ActionId::DeleteEvent, TEXT("Edit"), TEXT("Delete the event"), "Ctrl+Backspace",
               TEXT("The chosen one; Delete where the time axis has the focus")},
    ActionText{ActionId::City, TEXT("View"), TEXT("City"), "Ctrl+1", TEXT("Map, stations, time series")},
    ActionText{ActionId::Loop, TEXT("View"), TEXT("Loop"), "Ctrl+2", TEXT("Monitor, analyse, plan, execute")},
    ActionText{ActionId::Energy, TEXT("View"), TEXT("Energy"), "Ctrl+3", TEXT("Where every joule went")},
    ActionText{ActionId::Policy, TEXT("View"), TEXT("Policy"), "Ctrl+4", TEXT("Goals and limits, with a dry run")},
    ActionText{ActionId::Registry, TEXT("View"), TEXT("Models"), "Ctrl+5", TEXT("Versions, lineage, roll back")},
    ActionText{ActionId::Compare, TEXT("View"), TEXT("Compare"), "Ctrl+6; Ctrl+D",
               TEXT("Two or more runs on one cursor")},
    ActionText{ActionId::Scenario, TEXT("View"), TEXT("Scenario"), "Ctrl+7",
               TEXT("Make things happen, run them, ask what they change")},
    ActionText{ActionId::Palette, TEXT("View"), TEXT("Search or run a command…"), "Ctrl+K",
               TEXT("Actions, stations, decisions")},
    ActionText{ActionId::ThemeToggle, TEXT("View"), TEXT("Light or dark"), "Ctrl+Shift+T",
               TEXT("The other colour scheme")},
    ActionText{ActionId::FullScreen, TEXT("View"), TEXT("Full screen"), "F11", ""},
    ActionText{ActionId::Present, TEXT("View"), TEXT("Present"), "Shift+F11",
               TEXT("For a talk: one view, large type, chapters by Space")},
    ActionText{ActionId::ResetLayout, TEXT("View"), TEXT("Reset layout"), "", TEXT("Panels as shipped")},
    ActionText{ActionId::Chapters, TEXT("View"), TEXT("Chapters"), "Ctrl+J",
               TEXT("What happened when: incidents, drifts, answers, and your own")},
    ActionText{ActionId::Play, TEXT("Run"), TEXT("Play or pause"), "Space", ""},
    ActionText{ActionId::PlayBackwards, TEXT("Run"), TEXT("Play backwards"), "Shift+Space", ""},
    ActionText{ActionId::StepBack, TEXT("Run"), TEXT("One interval back"), "Left", ""},
    ActionText{ActionId::StepForward, TEXT("Run"), TEXT("One interval forward"), "Right", ""},
    ActionText{ActionId::HourBack, TEXT("Run"), TEXT("One hour back"), "Shift+Left", ""},
    ActionText{ActionId::HourForward, TEXT("Run"), TEXT("One hour forward"), "Shift+Right", ""},
    ActionText{ActionId::PreviousDecision, TEXT("Run"), TEXT("Previous decision"), "Ctrl+Left",
               TEXT("The last that acted, or a drift")},
    ActionText{ActionId::NextDecision, TEXT("Run"), TEXT("Next decision"), "Ctrl+Right",
               TEXT("The next that acts, or a drift")},
    ActionText{ActionId::Start, TEXT("Run"), TEXT("To the start"), "Home", ""},
    ActionText{ActionId::End, TEXT("Run"), TEXT("To the end, and follow"), "End", ""},
    ActionText{ActionId::Slower, TEXT("Run"), TEXT("Slower"), "[", ""},
    ActionText{ActionId::Faster, TEXT("Run"), TEXT("Faster"), "]", ""},
    ActionText{ActionId::LoopStretch, TEXT("Run"), TEXT("Loop the visible stretch"), "L",
               TEXT("Again: no loop. Alt+drag marks a stretch")},
    ActionText{ActionId::AddChapter, TEXT("Run"), TEXT("Add chapter here"), "K", ""},
    ActionText{ActionId::PreviousChapter, TEXT("Run"), TEXT("Previous chapter"), "Alt+Up", ""},
    ActionText{ActionId::NextChapter, TEXT("Run"), TEXT("Next chapter"), "Alt+Down", ""},
    ActionText{ActionId::GoTo, TEXT("Run"), TEXT("Go to time…"), "G", TEXT("07:40, +30m, 2024-05-21 08:00")},
    ActionText{ActionId::ZoomIn, TEXT("Run"), TEXT("Zoom timeline in"), "+; Ctrl++", ""},
    ActionText{ActionId::ZoomOut, TEXT("Run"), TEXT("Zoom timeline out"), "-; Ctrl+-", ""},
    ActionText{ActionId::ShowAll, TEXT("Run"), TEXT("Show the whole run"), "Ctrl+0", ""},
    ActionText{ActionId::FoldGaps, TEXT("Run"), TEXT("Fold gaps"), "",
               TEXT("Cuts out stretches without data and without events")},
    ActionText{ActionId::Why, TEXT("Model"), TEXT("Why?"), "W",
               TEXT("Explains the newest decision, one to do nothing included")},
    ActionText{ActionId::Retrain, TEXT("Model"), TEXT("Retrain the serving model"), "Ctrl+R",
               TEXT("On the newest data; logged as ordered by you")},
    ActionText{ActionId::PauseLoop, TEXT("Model"), TEXT("Pause the loop"), "",
               TEXT("Forecasts go on, nothing is adapted")},
    ActionText{ActionId::StepLoop, TEXT("Model"), TEXT("Step the loop"), "Ctrl+Shift+L",
               TEXT("A paused loop checks once, at the next interval with enough to judge, and is paused again")},
    ActionText{ActionId::NewScenario, TEXT("Scenario"), TEXT("New scenario"), "Ctrl+Shift+N",
               TEXT("A quiet day of the same city")},
    ActionText{ActionId::SaveScenario, TEXT("Scenario"), TEXT("Save the scenario"), "Ctrl+S",
               TEXT("A bundled one asks for another name")},
    ActionText{ActionId::SaveScenarioAs, TEXT("Scenario"), TEXT("Save the scenario as…"), "Ctrl+Shift+S", ""},
    ActionText{ActionId::RunScenario, TEXT("Scenario"), TEXT("Run the scenario"), "F5",
               TEXT("A live run with the scenario as it stands")},
    ActionText{ActionId::Demo, TEXT("Help"), TEXT("Guided demo"), "", TEXT("Half a minute through the program")},
    ActionText{ActionId::Keys, TEXT("Help"), TEXT("Keyboard"), "F1", ""},
    ActionText{ActionId::About, TEXT("Help"), TEXT("About GreenLoop"), "", ""},
};

#undef TEXT

} // namespace

std::span<const ActionText> actionTexts() { return kActions; }

QString keysHelp()
{
    QString text;
    for (const ActionText& action : kActions) {
        if (*action.keys != '\0') {
            text += QStringLiteral("%1  %2\n")
                        .arg(QString::fromLatin1(action.keys), -16)
                        .arg(QCoreApplication::translate("Actions", action.title));
        }
    }
    return text;
}

} // namespace gui
