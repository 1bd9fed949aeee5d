// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/view_picture.h"

#include <QFileInfo>
#include <QImage>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>
#include <QWidget>

namespace gui {

namespace {

bool saveSvg(QWidget& view, const QString& file)
{
    QSvgGenerator svg;
    svg.setFileName(file);
    svg.setSize(view.size());
    svg.setViewBox(view.rect());
    svg.setTitle(view.windowTitle());
    QPainter painter;
    if (!painter.begin(&svg)) {
        return false;
    }
    view.render(&painter);
    return painter.end();
}

bool savePdf(QWidget& view, const QString& file)
{
    constexpr int kDotsPerInch = 96;
    QPdfWriter pdf(file);
    pdf.setResolution(kDotsPerInch);
    pdf.setPageSize(QPageSize(QSizeF(view.size()) / kDotsPerInch, QPageSize::Inch));
    pdf.setPageMargins({});
    QPainter painter;
    if (!painter.begin(&pdf)) {
        return false;
    }
    view.render(&painter);
    return painter.end();
}

bool savePng(QWidget& view, const QString& file, double scale)
{
    QImage image((QSizeF(view.size()) * scale).toSize(), QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(scale);
    image.fill(view.palette().color(QPalette::Window));
    QPainter painter(&image);
    view.render(&painter);
    painter.end();
    return image.save(file);
}

} // namespace

twin::Result<void> savePicture(QWidget& view, const QString& file, PictureFormat format, double scale)
{
    const bool isSaved = format == PictureFormat::Svg   ? saveSvg(view, file)
                         : format == PictureFormat::Pdf ? savePdf(view, file)
                                                        : savePng(view, file, scale);
    if (!isSaved || !QFileInfo::exists(file)) {
        return twin::fail(twin::ErrorCode::Io,
                          file.toStdString() + ": the picture could not be written; is the folder there and writable?");
    }
    return {};
}

} // namespace gui
