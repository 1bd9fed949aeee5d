// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The one time cursor of a window: pointing at a moment in any chart marks it in all of them, a click goes there.

#include <optional>

#include <QObject>

namespace gui {

class TimeCursor final : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    [[nodiscard]] std::optional<double> pointed() const { return m_pointed; }
    [[nodiscard]] std::optional<double> now() const { return m_now; }

public Q_SLOTS:
    /// The thin line under the mouse; none when it has left.
    void point(std::optional<double> time_s)
    {
        if (time_s != m_pointed) {
            m_pointed = time_s;
            Q_EMIT pointedChanged();
        }
    }
    /// The moment that the whole window shows.
    void setNow(double time_s)
    {
        if (m_now != time_s) {
            m_now = time_s;
            Q_EMIT nowChanged();
        }
    }
    /// Somebody clicked: whoever plays the run should go there.
    void ask(double time_s) { Q_EMIT asked(time_s); }

Q_SIGNALS:
    void pointedChanged();
    void nowChanged();
    void asked(double time_s);

private:
    std::optional<double> m_pointed;
    std::optional<double> m_now;
};

} // namespace gui
