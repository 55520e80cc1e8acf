// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/shortcutsdialog.h"

#include "ui/kit/label.h"

#include <QGridLayout>
#include <QKeySequence>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

QString key(const char *keys)
{
    return QKeySequence(QString::fromLatin1(keys)).toString(QKeySequence::NativeText);
}

/// Keys that belong to what has the focus, and are no actions of the window.
QList<ShortcutSection> keysOfFocus()
{
    using Dialog = ShortcutsDialog;
    return {
        {Dialog::tr("Lists"),
         {{key("Space"), Dialog::tr("Select or deselect the row")},
          {key("Return"), Dialog::tr("Open the segment, or show the details of the person")},
          {key("Del"),
           Dialog::tr("Remove the selected people from the segment, or delete the segment or "
                      "search")},
          {key("Shift+F10"), Dialog::tr("Menu of what is selected, or of the open list")},
          {key("Esc"),
           Dialog::tr("Stop dragging, then close the Undo bar, then clear the selection")}}},
        {Dialog::tr("Dialogs"),
         {{key("Return"), Dialog::tr("The default button; never one that deletes")},
          {key("Ctrl+Return"), Dialog::tr("The same, from a multi-line field")},
          {key("Esc"), Dialog::tr("Cancel")}}},
    };
}

} // namespace

ShortcutsDialog::ShortcutsDialog(const QList<ShortcutSection> &ofActions, QWidget *parent)
    : DialogFrame(parent)
{
    setObjectName(u"shortcutsDialog"_s);
    setWindowTitle(tr("Keyboard shortcuts"));
    setHeading(tr("Keyboard shortcuts"));

    auto *list = new QWidget;
    auto *grid = new QGridLayout(list);
    // Beside the frame of the focus, and the scroll bar.
    grid->setContentsMargins(px(8, this), px(6, this), px(10, this), px(6, this));
    grid->setHorizontalSpacing(24);
    grid->setVerticalSpacing(7);
    grid->setColumnStretch(1, 1);
    int row = 0;
    const QList<ShortcutSection> all = ofActions + keysOfFocus();
    for (const ShortcutSection &section : all) {
        if (row > 0) {
            grid->setRowMinimumHeight(row, 6);
            ++row;
        }
        grid->addWidget(new Label(section.title, TypeRole::Strong, Tone::Text, list), row, 0, 1, 2);
        ++row;
        for (const ShortcutSection::Line &shortcut : section.lines) {
            auto *what = new Label(shortcut.what, TypeRole::Body, Tone::Text, list);
            what->setWordWrap(true);
            grid->addWidget(new Label(shortcut.keys, TypeRole::Body, Tone::Second, list), row, 0,
                            Qt::AlignTop);
            grid->addWidget(what, row, 1);
            ++row;
        }
    }
    grid->setRowStretch(row, 1);

    auto *area = new QScrollArea(this);
    area->setObjectName(u"shortcutsList"_s);
    area->setAccessibleName(tr("Keyboard shortcuts"));
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(list);
    area->viewport()->setAutoFillBackground(false);
    list->setAutoFillBackground(false);
    content()->addWidget(area, 1);

    QPushButton *close = addButton(tr("Close"), ButtonLook::Primary);
    close->setObjectName(u"closeButton"_s);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    setDefaultButton(close);
    setMinimumSize(px(480, this), px(320, this));
    resize(px(560, this), px(690, this));
}

} // namespace segmentdesk
