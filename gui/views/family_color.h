// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// One colour a model family, the same in every view.

#include "gui/theme/colors.h"
#include "mlops/forecasting/forecaster.h"

namespace gui {

[[nodiscard]] inline QColor familyColor(Scheme scheme, mlops::Family family)
{
    return categoryColor(scheme, static_cast<int>(family));
}

} // namespace gui
