// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/theme/theme.h"

#include <utility>

#include <QApplication>
#include <QStyleFactory>
#include <QWidget>

/// The compiled-in pictures of a static library are found only when asked for by name, outside any namespace.
static void initThemeResources() { Q_INIT_RESOURCE(theme); }

namespace gui {

namespace {

// Names in @ are replaced by the colours of the scheme.
constexpr const char* kStyleSheet = R"(
QToolTip { background: @raised; color: @text; border: 1px solid @border; padding: 6px 8px; }
QMenuBar { background: @window; color: @text; padding: 2px 4px; }
QMenuBar::item { padding: 4px 8px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected { background: @accentSoft; }
QMenu { background: @raised; color: @text; border: 1px solid @border; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 12px; border-radius: 4px; }
QMenu::item:selected { background: @accentSoft; color: @text; }
QMenu::item:disabled { color: @textDisabled; }
QMenu::separator { height: 1px; background: @border; margin: 4px 8px; }
QStatusBar { background: @window; color: @textMuted; }
QStatusBar::item { border: none; }
QToolBar { background: @window; border: none; border-bottom: 1px solid @border; spacing: 8px; padding: 6px 8px; }
QDockWidget { color: @text; font-weight: 600; }
QDockWidget::title { background: @window; padding: 8px 12px; }
QDockWidget::close-button { subcontrol-origin: margin; subcontrol-position: top right; right: 12px; top: 7px; width: 18px; height: 18px; }
QDockWidget::float-button { subcontrol-origin: margin; subcontrol-position: top right; right: 36px; top: 7px; width: 18px; height: 18px; }
QMainWindow::separator { background: @window; width: 6px; height: 6px; }
QMainWindow::separator:hover { background: @accentSoft; }
QSplitter::handle { background: @border; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QTabWidget::pane { border: none; border-top: 1px solid @border; background: @surface; }
QTabBar { background: transparent; }
QTabBar::tab { background: transparent; color: @textMuted; padding: 8px 12px; border: none; border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: @text; border-bottom: 2px solid @accent; }
QTabBar::tab:hover:!selected { color: @text; border-bottom: 2px solid @border; }
QTabBar::tab:focus { color: @accent; }
QPushButton, QToolButton { background: @raised; color: @text; border: 1px solid @outline; border-radius: 5px; padding: 4px 12px; min-height: 18px; }
QToolButton { padding: 4px 8px; }
QPushButton:hover, QToolButton:hover { background: @accentSoft; border-color: @accent; }
QPushButton:pressed, QToolButton:pressed { background: @sunken; }
QPushButton:checked, QToolButton:checked { background: @accentSoft; border-color: @accent; }
QPushButton:focus, QToolButton:focus, QComboBox:focus, QLineEdit:focus, QAbstractSpinBox:focus { border: 1px solid @focus; }
QPushButton:disabled, QToolButton:disabled, QComboBox:disabled { color: @textDisabled; border-color: @border; }
QPushButton[role="primary"] { background: @accent; color: @onAccent; border-color: @accent; font-weight: 600; }
QPushButton[role="primary"]:disabled { background: @sunken; color: @textDisabled; border-color: @border; }
QToolButton[role="flat"], QPushButton[role="flat"] { background: transparent; border-color: transparent; }
QToolButton[role="flat"]:hover, QPushButton[role="flat"]:hover, QToolButton[role="flat"]:checked { background: @accentSoft; }
QToolButton[role="flat"]:focus, QPushButton[role="flat"]:focus { border-color: @focus; }
QToolButton[role="chip"] { background: @sunken; border-color: @border; border-radius: 11px; padding: 2px 10px; color: @textMuted; }
QToolButton[role="chip"]:checked { background: @accentSoft; border-color: @accent; color: @text; }
QToolButton::menu-indicator { image: none; }
QComboBox { background: @raised; color: @text; border: 1px solid @outline; border-radius: 5px; padding: 3px 8px; min-height: 20px; }
QComboBox:hover { border-color: @accent; }
QComboBox::drop-down { border: none; width: 22px; }
QComboBox::down-arrow { image: url(:/theme/arrow_down.svg); width: 10px; height: 10px; }
QComboBox QAbstractItemView { background: @raised; color: @text; border: 1px solid @border; selection-background-color: @accentSoft; selection-color: @text; }
QLineEdit, QAbstractSpinBox, QPlainTextEdit, QTextEdit { background: @raised; color: @text; border: 1px solid @outline; border-radius: 5px; padding: 3px 8px; selection-background-color: @accent; selection-color: @onAccent; }
QAbstractItemView { background: @surface; alternate-background-color: @sunken; color: @text; border: none; selection-background-color: @accentSoft; selection-color: @text; outline: none; }
QTableView { gridline-color: @border; }
QHeaderView { background: @surface; }
QHeaderView::section { background: @surface; color: @textMuted; padding: 6px 8px; border: none; border-bottom: 1px solid @border; font-weight: 500; }
QTableCornerButton::section { background: @surface; border: none; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: @outline; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QProgressBar { background: @sunken; border: 1px solid @border; border-radius: 4px; color: @text; text-align: center; min-height: 14px; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }
QGroupBox { border: 1px solid @border; border-radius: 6px; margin-top: 18px; padding: 8px; font-weight: 600; }
QGroupBox::title { subcontrol-origin: margin; left: 8px; padding: 0 4px; }
QFrame[role="card"] { background: @raised; border: 1px solid @border; border-radius: 6px; }
QFrame[role="banner"] { background: @accentSoft; border: none; border-radius: 6px; }
QFrame[role="trouble"] { background: @badSoft; border: none; border-radius: 6px; }
QLabel { background: transparent; }
QLabel[role="muted"] { color: @textMuted; }
QLabel[role="heading"] { font-weight: 600; }
)";

using Entry = std::pair<const char*, QColor Colors::*>;

// Longer names first where one begins with another.
constexpr Entry kNames[] = {
    {"@accentSoft", &Colors::accentSoft},
    {"@accent", &Colors::accent},
    {"@badSoft", &Colors::badSoft},
    {"@onAccent", &Colors::onAccent},
    {"@border", &Colors::border},
    {"@focus", &Colors::focus},
    {"@outline", &Colors::outline},
    {"@raised", &Colors::raised},
    {"@sunken", &Colors::sunken},
    {"@surface", &Colors::surface},
    {"@textDisabled", &Colors::textDisabled},
    {"@textMuted", &Colors::textMuted},
    {"@text", &Colors::text},
    {"@window", &Colors::window},
};

} // namespace

QPalette paletteOf(Scheme scheme)
{
    const Colors& colors = colorsOf(scheme);
    QPalette palette;
    palette.setColor(QPalette::Window, colors.window);
    palette.setColor(QPalette::WindowText, colors.text);
    palette.setColor(QPalette::Base, colors.surface);
    palette.setColor(QPalette::AlternateBase, colors.sunken);
    palette.setColor(QPalette::Text, colors.text);
    palette.setColor(QPalette::PlaceholderText, colors.textMuted);
    palette.setColor(QPalette::Button, colors.raised);
    palette.setColor(QPalette::ButtonText, colors.text);
    palette.setColor(QPalette::BrightText, colors.bad);
    palette.setColor(QPalette::Highlight, colors.accent);
    palette.setColor(QPalette::HighlightedText, colors.onAccent);
    palette.setColor(QPalette::ToolTipBase, colors.raised);
    palette.setColor(QPalette::ToolTipText, colors.text);
    palette.setColor(QPalette::Link, colors.accent);
    palette.setColor(QPalette::LinkVisited, colors.accent);
    palette.setColor(QPalette::Light, colors.raised);
    palette.setColor(QPalette::Midlight, colors.border);
    palette.setColor(QPalette::Mid, colors.border);
    palette.setColor(QPalette::Dark, colors.outline);
    palette.setColor(QPalette::Shadow, colors.border);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        palette.setColor(QPalette::Disabled, role, colors.textDisabled);
    }
    return palette;
}

QString styleSheetOf(Scheme scheme)
{
    const Colors& colors = colorsOf(scheme);
    QString sheet = QString::fromLatin1(kStyleSheet);
    for (const auto& [name, color] : kNames) {
        sheet.replace(QLatin1String(name), (colors.*color).name());
    }
    return sheet;
}

void setRole(QWidget& widget, const char* role) { widget.setProperty(kRoleProperty, QString::fromLatin1(role)); }

void applyTheme(QApplication& application, Scheme scheme)
{
    initThemeResources();
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication::setPalette(paletteOf(scheme));
    application.setStyleSheet(styleSheetOf(scheme));
}

} // namespace gui
