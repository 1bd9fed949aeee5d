// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The boundaries of a decision map as a form: for each its limit, the law by which the limit moves, the drift test, the
// cool-down and what may be done, all chosen from lists; below them how accuracy and energy become the score. Only what
// the rules of the loop heed is offered.

#include <functional>
#include <vector>

#include <QWidget>

#include "gui/models/policy_document.h"

class QDoubleSpinBox;
class QFormLayout;
class QLineEdit;

namespace gui {

class PolicyForm : public QWidget {
    Q_OBJECT

public:
    PolicyForm(PolicyDocument& document, QWidget* parent);
    /// The field that edits the limit of a boundary; null where the map has none.
    [[nodiscard]] QDoubleSpinBox* limitField(mlops::Metric metric) const;
    /// Where the first boundary of a quality stands in the form; null where it has none.
    [[nodiscard]] QWidget* headingOf(const std::string& quality) const;

private:
    using Place = std::function<double&(mlops::DecisionMap&)>;
    struct Field {
        QDoubleSpinBox* box = nullptr;
        Place place;
        double scale = 1.0; ///< shown = stored x scale
    };
    struct Range {
        double least = 0.0;
        double most = 1.0;
        double step = 0.01;
        int decimals = 2;
    };
    struct Heading {
        mlops::Metric metric;
        QWidget* widget;
        QDoubleSpinBox* limit;
    };
    void refresh();
    void rebuild();
    void addName(QFormLayout& form);
    void addBoundary(QFormLayout& form, std::size_t index);
    void addLaw(QFormLayout& form, std::size_t index);
    void addTest(QFormLayout& form, std::size_t index);
    void addTactics(QFormLayout& form, std::size_t index);
    void addQuality(QFormLayout& form, std::size_t index);
    void addMoreLimits(QFormLayout& form);
    void addScoreRule(QFormLayout& form);
    QDoubleSpinBox* addField(QFormLayout& form, const QString& name, const QString& tip, const Range& range,
                             Place place, double scale = 1.0);
    void addChoice(QFormLayout& form, const QString& name, const QString& tip, const QStringList& choices, int current,
                   std::function<void(int)> choose);
    void editBoundary(const QString& title, std::size_t index, const std::function<void(mlops::Boundary&)>& change);

    PolicyDocument& m_document;
    std::vector<Field> m_fields;
    std::vector<Heading> m_headings;
    mlops::DecisionMap m_built; ///< the map that the fields were made for
    QString m_section;          ///< of the form, while it is made: names in it begin so
    QWidget* m_page = nullptr;
    QLineEdit* m_name = nullptr;
};

} // namespace gui
