// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/why_sections.h"

#include <cmath>

#include <QCoreApplication>
#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

#include "gui/bridge/qt_text.h"
#include "gui/theme/colors.h"
#include "gui/theme/theme.h"
#include "gui/theme/typography.h"
#include "gui/views/reading_strip.h"

namespace gui {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("Why", text); }

QLabel* label(const QString& text, QWidget* parent, const char* role = nullptr)
{
    auto* made = new QLabel(text, parent);
    made->setWordWrap(true);
    made->setTextInteractionFlags(Qt::TextSelectableByMouse);
    if (role != nullptr) {
        made->setProperty(kRoleProperty, QString::fromLatin1(role));
        made->setFont(fontFor(TextRole::Small));
    }
    return made;
}

QLabel* figure(const QString& text, QWidget* parent)
{
    QLabel* made = label(text, parent);
    made->setWordWrap(false);
    made->setFont(tabular(fontFor(TextRole::Body)));
    made->setAlignment(Qt::AlignRight | Qt::AlignTop);
    return made;
}

/// A short word in a colour of meaning.
QLabel* sign(const QString& text, const QColor& color, QWidget* parent)
{
    auto* made = new QLabel(text, parent);
    QPalette palette = made->palette();
    palette.setColor(QPalette::WindowText, color);
    made->setPalette(palette);
    made->setAlignment(Qt::AlignTop | Qt::AlignHCenter);
    return made;
}

struct Grid {
    QWidget* box;
    QGridLayout* layout;
};

Grid grid(QWidget* parent)
{
    auto* box = new QWidget(parent);
    auto* layout = new QGridLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setHorizontalSpacing(space::kSmall);
    layout->setVerticalSpacing(space::kTight + 2);
    return {box, layout};
}

} // namespace

QWidget* sectionOf(const QString& heading, QWidget* content, QWidget* parent)
{
    auto* section = new QWidget(parent);
    auto* layout = new QVBoxLayout(section);
    layout->setContentsMargins(0, space::kSmall, 0, 0);
    layout->setSpacing(space::kSmall);
    auto* title = new QLabel(heading, section);
    title->setProperty(kRoleProperty, QStringLiteral("heading"));
    layout->addWidget(title);
    content->setParent(section);
    layout->addWidget(content);
    return section;
}

QWidget* triggerSection(const Explanation& explanation, QWidget* parent)
{
    if (explanation.before.empty()) {
        return sectionOf(tr("Trigger"), label(tr("No boundary was judged at this check."), parent, "muted"), parent);
    }
    auto* strip = new ReadingStrip(parent);
    strip->setReadings(explanation.before);
    const QString metric = metricText(explanation.before.back().metric);
    const QString title =
        explanation.before.size() < 2
            ? tr("Trigger: %1").arg(metric.toLower())
            : tr("Trigger: %1 at the last %2 checks").arg(metric.toLower()).arg(explanation.before.size());
    return sectionOf(title, strip, parent);
}

QWidget* alternativesSection(const Explanation& explanation, QWidget* parent)
{
    if (explanation.alternatives.empty()) {
        return sectionOf(tr("Alternatives"), label(tr("This check had nothing to choose from."), parent, "muted"),
                         parent);
    }
    const Grid table = grid(parent);
    const char* titles[] = {"", "Candidate", "Score", "Energy"};
    for (int column = 1; column < 4; ++column) {
        QLabel* title = label(tr(titles[column]), table.box, "muted");
        title->setAlignment(column > 1 ? Qt::AlignRight : Qt::AlignLeft);
        table.layout->addWidget(title, 0, column);
    }
    int row = 1;
    const Colors& colors = colorsFor(*parent);
    for (const Explanation::Alternative& alternative : explanation.alternatives) {
        table.layout->addWidget(sign(alternative.isChosen ? QStringLiteral("●") : QStringLiteral("○"),
                                     alternative.isChosen ? colors.accent : colors.outline, table.box),
                                row, 0);
        QLabel* what = label(alternative.what, table.box);
        if (alternative.isChosen) {
            QFont bold = what->font();
            bold.setWeight(QFont::DemiBold);
            what->setFont(bold);
        }
        table.layout->addWidget(what, row, 1);
        table.layout->addWidget(
            figure(alternative.score ? numberText(*alternative.score, 3) : QStringLiteral("–"), table.box), row, 2);
        table.layout->addWidget(
            figure(alternative.energy_j ? energyText(*alternative.energy_j) : QStringLiteral("–"), table.box), row, 3);
        ++row;
        if (!alternative.whyNot.isEmpty()) {
            table.layout->addWidget(label(tr("not chosen: %1").arg(alternative.whyNot), table.box, "muted"), row++, 1,
                                    1, 3);
        }
    }
    table.layout->setColumnStretch(1, 1);
    return sectionOf(tr("Alternatives"), table.box, parent);
}

QWidget* rulesSection(const Explanation& explanation, QWidget* parent)
{
    const Grid table = grid(parent);
    const Colors& colors = colorsFor(*parent);
    int row = 0;
    for (const Explanation::Rule& rule : explanation.rules) {
        const bool isBad = rule.isBoundary && rule.holds;
        const QString mark =
            rule.isBoundary ? (rule.holds ? QStringLiteral("✕") : QStringLiteral("✓")) : QStringLiteral("·");
        table.layout->addWidget(sign(mark,
                                     isBad             ? colors.bad
                                     : rule.isBoundary ? colors.good
                                                       : colors.textMuted,
                                     table.box),
                                row, 0);
        table.layout->addWidget(label(rule.text, table.box), row++, 1);
    }
    if (explanation.rules.empty()) {
        table.layout->addWidget(label(tr("An order needs no rules: it was carried out."), table.box, "muted"), 0, 1);
    }
    table.layout->setColumnStretch(1, 1);
    return sectionOf(tr("Rules, in order"), table.box, parent);
}

QWidget* changesSection(const Explanation& explanation, QWidget* parent)
{
    if (explanation.changes.empty()) {
        return sectionOf(
            tr("What would have changed it"),
            label(tr("No single input within its plausible range. Found by planning again."), parent, "muted"), parent);
    }
    const Grid table = grid(parent);
    int row = 0;
    for (const Explanation::Change& change : explanation.changes) {
        const double by = change.needed - change.value;
        const QString move = (by > 0 ? QStringLiteral("+") : QString()) + numberText(by, 3);
        table.layout->addWidget(label(change.input, table.box), row, 0);
        table.layout->addWidget(
            figure(QStringLiteral("%1 → %2").arg(numberText(change.value, 3), numberText(change.needed, 3)), table.box),
            row, 1);
        table.layout->addWidget(label(tr("%1, then: %2").arg(move, change.verdict), table.box, "muted"), row + 1, 0, 1,
                                2);
        row += 2;
    }
    table.layout->setColumnStretch(0, 1);
    return sectionOf(tr("What would have changed it"), table.box, parent);
}

QWidget* aftermathSection(const Explanation& explanation, QWidget* parent)
{
    const Grid table = grid(parent);
    const Colors& colors = colorsFor(*parent);
    int row = 0;
    for (const Explanation::Aftermath& line : explanation.aftermath) {
        const auto text = [&](double value) { return line.isEnergy ? energyText(value) : numberText(value, 3); };
        const double change = *line.after - *line.before;
        const bool isSame = std::abs(change) < 0.005 * std::abs(*line.before);
        const bool isBetter = (change < 0.0) == line.lessIsBetter;
        const QString verdict = isSame ? tr("same") : isBetter ? tr("▲ better") : tr("▼ worse");
        table.layout->addWidget(label(line.label, table.box), row, 0);
        table.layout->addWidget(figure(QStringLiteral("%1 → %2").arg(text(*line.before), text(*line.after)), table.box),
                                row, 1);
        table.layout->addWidget(sign(verdict,
                                     isSame     ? colors.textMuted
                                     : isBetter ? colors.good
                                                : colors.bad,
                                     table.box),
                                row++, 2);
    }
    table.layout->addWidget(label(explanation.aftermathNote, table.box, "muted"), row, 0, 1, 3);
    table.layout->setColumnStretch(0, 1);
    return sectionOf(tr("What happened next"), table.box, parent);
}

QWidget* provenanceSection(const Explanation& explanation, QWidget* parent)
{
    const Grid table = grid(parent);
    int row = 0;
    for (const auto& [name, value] : explanation.provenance) {
        table.layout->addWidget(label(name, table.box, "muted"), row, 0);
        table.layout->addWidget(label(value, table.box), row++, 1);
    }
    table.layout->setColumnStretch(1, 1);
    return sectionOf(tr("Provenance"), table.box, parent);
}

} // namespace gui
