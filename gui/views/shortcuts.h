// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Every action of the window in one table: what it is called, its keys, where its menu is. Menus, tooltips, the palette
// and --help-keys are made from it.

#include <span>

#include <QString>

namespace gui {

enum class ActionId {
    Open,
    OpenFolder,
    OpenLive,
    Export,
    CopyPicture,
    Quit,
    Undo,
    Redo,
    DeleteEvent,
    Palette,
    ThemeToggle,
    FullScreen,
    Present,
    ResetLayout,
    Chapters,
    City,
    Loop,
    Energy,
    Policy,
    Registry,
    Compare,
    Scenario,
    Play,
    PlayBackwards,
    StepBack,
    StepForward,
    HourBack,
    HourForward,
    PreviousDecision,
    NextDecision,
    Start,
    End,
    Slower,
    Faster,
    LoopStretch,
    AddChapter,
    PreviousChapter,
    NextChapter,
    GoTo,
    ZoomIn,
    ZoomOut,
    ShowAll,
    FoldGaps,
    Why,
    Retrain,
    PauseLoop,
    StepLoop,
    NewScenario,
    SaveScenario,
    SaveScenarioAs,
    RunScenario,
    Demo,
    Keys,
    About
};

struct ActionText {
    ActionId id;
    const char* menu; ///< title of the menu it stands in
    const char* title;
    const char* keys; ///< portable text, several separated by "; "; empty for none
    const char* tip;
};

[[nodiscard]] std::span<const ActionText> actionTexts();
/// The table as lines of text.
[[nodiscard]] QString keysHelp();

} // namespace gui
