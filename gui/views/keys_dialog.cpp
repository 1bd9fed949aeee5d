// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/keys_dialog.h"

#include <algorithm>

#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QKeySequence>
#include <QLineEdit>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "gui/views/shortcuts.h"

namespace gui {

namespace {

constexpr QSize kUsual(520, 640);
constexpr int kLeft_px = 80; ///< of the window's height, above and below together

void fill(QTreeWidget& list)
{
    for (const ActionText& action : actionTexts()) {
        if (*action.keys != '\0') {
            const QString keys = QString::fromLatin1(action.keys);
            auto* row = new QTreeWidgetItem(&list, {keys, QCoreApplication::translate("Actions", action.title),
                                                    QCoreApplication::translate("Actions", action.menu)});
            row->setToolTip(1, QCoreApplication::translate("Actions", action.tip));
        }
    }
}

void keepOnly(QTreeWidget& list, const QString& words)
{
    for (int i = 0; i < list.topLevelItemCount(); ++i) {
        QTreeWidgetItem& row = *list.topLevelItem(i);
        const QString text = row.text(0) + QLatin1Char(' ') + row.text(1) + QLatin1Char(' ') + row.text(2);
        row.setHidden(!text.contains(words, Qt::CaseInsensitive));
    }
}

} // namespace

KeysDialog::KeysDialog(QWidget* window) : QDialog(window)
{
    setWindowTitle(tr("Keyboard"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto* layout = new QVBoxLayout(this);
    auto* field = new QLineEdit(this);
    field->setPlaceholderText(tr("Find a key or what it does"));
    field->setClearButtonEnabled(true);
    auto* list = new QTreeWidget(this);
    list->setRootIsDecorated(false);
    list->setHeaderLabels({tr("Keys"), tr("What they do"), tr("Menu")});
    list->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    fill(*list);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    layout->addWidget(field);
    layout->addWidget(list, 1);
    layout->addWidget(buttons);
    connect(field, &QLineEdit::textChanged, list, [list](const QString& words) { keepOnly(*list, words); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    resize(kUsual.boundedTo({window->width(), std::max(0, window->height() - kLeft_px)}));
}

} // namespace gui
