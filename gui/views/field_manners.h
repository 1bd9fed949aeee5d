// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// How fields behave in a form that scrolls and whose edits can be taken back.

#include <QEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QWidget>

namespace gui {

/// The wheel scrolls the form and changes no field; undo and redo are the document's, unless the field itself has typed
/// text to take back; Escape takes back what was typed.
class FieldManners final : public QObject {
public:
    /// Requires: `field` shows what the document holds. Fields without text of their own may be given too.
    static void teach(QWidget& field)
    {
        auto* manners = new FieldManners(field);
        field.installEventFilter(manners);
        field.setFocusPolicy(Qt::StrongFocus); // not by the wheel
        for (auto* inner : field.findChildren<QLineEdit*>()) {
            inner->installEventFilter(manners); // that of a spin box, whose every value is an edit already
        }
    }

private:
    explicit FieldManners(QWidget& field) : QObject(&field)
    {
        if (const auto* line = qobject_cast<QLineEdit*>(&field)) {
            m_shown = line->text();
        }
    }

    bool eventFilter(QObject* watched, QEvent* event) override
    {
        auto* line = qobject_cast<QLineEdit*>(watched);
        const bool isOwnLine = line != nullptr && line == parent();
        if (event->type() == QEvent::Wheel) {
            event->ignore();
            return true;
        }
        if (event->type() == QEvent::ShortcutOverride && line != nullptr) {
            const auto* key = static_cast<QKeyEvent*>(event);
            const bool isUndo = key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo);
            if (isUndo && !(isOwnLine && line->isModified())) {
                event->ignore();
                return true;
            }
        }
        if (event->type() == QEvent::KeyPress && isOwnLine && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
            line->setText(m_shown);
            return true;
        }
        return QObject::eventFilter(watched, event);
    }

    QString m_shown;
};

} // namespace gui
