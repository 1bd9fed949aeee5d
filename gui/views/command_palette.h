// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Everything by name: one field over the window, actions, stations, decisions and runs below it.

#include <functional>
#include <vector>

#include <QFrame>
#include <QStringList>

class QLineEdit;
class QListWidget;

namespace gui {

struct PaletteEntry {
    QString title;
    QString hint; ///< keys, or what kind of thing it is
    std::function<void()> run;
};

class CommandPalette : public QFrame {
    Q_OBJECT

public:
    explicit CommandPalette(QWidget* window);
    /// Asks for what there is, shows itself over the window and takes the keyboard.
    void open(std::vector<PaletteEntry> entries);
    /// As listed, best first.
    [[nodiscard]] QStringList shown() const;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void filter(const QString& text);
    void accept();

    QLineEdit* m_field = nullptr;
    QListWidget* m_list = nullptr;
    std::vector<PaletteEntry> m_entries;
};

/// How well `text` answers to `asked`: letters in order, word starts count more; less than 0 where it does not.
[[nodiscard]] int matchQuality(const QString& text, const QString& asked);

/// What stands first in the list, whatever its quality: a name that was typed whole, then names that begin with it.
enum class MatchRank { Whole, Prefix, Part };
/// A name is a title or its last word ("910070" of "Station 910070"); of a sentence after a colon no word is one.
[[nodiscard]] MatchRank matchRank(const QString& title, const QString& asked);

} // namespace gui
