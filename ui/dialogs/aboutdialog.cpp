// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/aboutdialog.h"

#include "ui/kit/icon.h"
#include "ui/kit/label.h"

#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace segmentdesk {

AboutDialog::AboutDialog(const QString &version, QWidget *parent) : DialogFrame(parent)
{
    setObjectName(u"aboutDialog"_s);
    setWindowTitle(tr("About Segment Desk"));
    setHeading(tr("Segment Desk"));
    setSubtitle(tr("Version %1").arg(version));

    auto *logo = new QLabel(this);
    logo->setPixmap(Icon::app().pixmap(QSize(px(48, this), px(48, this)), devicePixelRatioF()));
    logo->setAccessibleName(tr("Logo"));
    auto *text = new QVBoxLayout;
    text->setSpacing(8);
    const QStringList lines{tr("See who is in a customer segment of a BigCommerce store, find "
                               "people, move them, and undo any change."),
                            tr("Free software under the GNU General Public License, version 3 or "
                               "later. It comes without any "
                               "warranty."),
                            tr("Made with Qt %1. Not made by, and not connected with, BigCommerce.")
                                .arg(QString::fromLatin1(qVersion()))};
    for (const QString &line : lines) {
        auto *label = new Label(line, TypeRole::Body, Tone::Text, this);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        text->addWidget(label);
    }
    text->addStretch(1);
    auto *row = new QHBoxLayout;
    row->setSpacing(16);
    row->addWidget(logo, 0, Qt::AlignTop);
    row->addLayout(text, 1);
    content()->addLayout(row, 1);

    QPushButton *close = addButton(tr("Close"), ButtonLook::Primary);
    close->setObjectName(u"closeButton"_s);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    setDefaultButton(close);
    setMinimumWidth(px(460, this));
}

} // namespace segmentdesk
