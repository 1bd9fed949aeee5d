// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A widget as a picture in a file.

#include <QString>

#include "twin/core/result.h"

class QWidget;

namespace gui {

enum class PictureFormat { Png, Svg, Pdf };

/// Paints the widget as it stands. Png at `scale` pixels a pixel. Errors: Io.
[[nodiscard]] twin::Result<void> savePicture(QWidget& view, const QString& file, PictureFormat format,
                                             double scale = 2.0);

} // namespace gui
