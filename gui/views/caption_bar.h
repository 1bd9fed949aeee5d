// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Large type across the foot of the window, which makes room for it: what a talk or the guided demo says to what is to
// be seen.

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace gui {

class CaptionBar final : public QFrame {
    Q_OBJECT

public:
    explicit CaptionBar(QWidget& window);

    /// `step` of `steps` is drawn as dots where there are at most thirty, as numbers beyond.
    void show(const QString& text, std::size_t step, std::size_t steps);
    void setButtons(const QString& next, const QString& stop);
    [[nodiscard]] QString text() const;

Q_SIGNALS:
    void nextWanted();
    void stopWanted();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void place();

    QWidget& m_window;
    QLabel* m_text = nullptr;
    QLabel* m_place = nullptr;
    QPushButton* m_next = nullptr;
    QPushButton* m_stop = nullptr;
};

} // namespace gui
