// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The one place where the program speaks up by itself: a notice across the top, never a dialog. Errors stay until they
// are closed; notices go away.

#include <functional>
#include <vector>

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QTimer;

namespace gui {

class Banner : public QFrame {
    Q_OBJECT

public:
    struct Choice {
        QString text;
        std::function<void()> run;
    };
    explicit Banner(QWidget* parent);
    void showError(const QString& text, std::vector<Choice> choices = {});
    void showNotice(const QString& text, std::vector<Choice> choices = {}, int milliseconds = 0);
    [[nodiscard]] QString text() const;
    [[nodiscard]] bool isError() const { return m_isError; }

Q_SIGNALS:
    /// The user closed it.
    void dismissed();

private:
    void show(const QString& text, std::vector<Choice> choices);
    void tint();

    QLabel* m_text = nullptr;
    QHBoxLayout* m_row = nullptr;
    QTimer* m_timer = nullptr;
    std::vector<QWidget*> m_buttons;
    bool m_isError = false;
};

} // namespace gui
