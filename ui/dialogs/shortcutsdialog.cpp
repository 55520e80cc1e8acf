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

struct Shortcut
{
    QString keys;
    QString what;
};

struct Section
{
    QString title;
    QList<Shortcut> shortcuts;
};

QString key(const char *keys)
{
    return QKeySequence(QString::fromLatin1(keys)).toString(QKeySequence::NativeText);
}

QList<Section> sections()
{
    using Dialog = ShortcutsDialog;
    const auto both = [](const QString &a, const QString &b) {
        return Dialog::tr("%1 and %2").arg(a, b);
    };
    return {
        {Dialog::tr("Everywhere"),
         {{key("Ctrl+F"), Dialog::tr("Find people")},
          {key("F5"), Dialog::tr("Refresh from the store")},
          {key("F4"), Dialog::tr("Show or hide the details of a person")},
          {both(key("F6"), key("Shift+F6")), Dialog::tr("Next and previous pane")},
          {key("Ctrl+H"), Dialog::tr("Show or leave the history of changes")},
          {key("Ctrl+Z"), Dialog::tr("Undo")},
          {key("Ctrl+Shift+Z"), Dialog::tr("Redo")},
          {key("Esc"),
           Dialog::tr("Stop dragging, then close the Undo bar, then clear the selection")}}},
        {Dialog::tr("People"),
         {{key("Ctrl+A"), Dialog::tr("Select all rows, also those not loaded yet")},
          {key("Space"), Dialog::tr("Select or deselect the row")},
          {key("Del"), Dialog::tr("Remove the selected people from the segment")},
          {key("Ctrl+V"),
           Dialog::tr("Add the IDs or e-mail addresses in the clipboard to the segment")},
          {key("Ctrl+C"), Dialog::tr("Copy the customer IDs of the selected people")},
          {key("Ctrl+Shift+N"), Dialog::tr("Add people to the segment by ID or e-mail address")},
          {key("Ctrl+Shift+S"), Dialog::tr("Add the selected people to a segment")},
          {key("Ctrl+E"), Dialog::tr("Export")},
          {key("Shift+F10"), Dialog::tr("Menu of the row")}}},
        {Dialog::tr("Segments"),
         {{key("Ctrl+N"), Dialog::tr("New segment")},
          {key("Ctrl+O"), Dialog::tr("Compare the segments selected with Ctrl or Shift")},
          {key("F2"), Dialog::tr("Rename the segment")},
          {key("Shift+F10"), Dialog::tr("Menu of the segment")}}},
        {Dialog::tr("Dialogs"),
         {{key("Return"), Dialog::tr("The default button; never one that deletes")},
          {key("Ctrl+Return"), Dialog::tr("The same, from a multi-line field")},
          {key("Esc"), Dialog::tr("Cancel")}}},
    };
}

} // namespace

ShortcutsDialog::ShortcutsDialog(QWidget *parent) : DialogFrame(parent)
{
    setObjectName(u"shortcutsDialog"_s);
    setWindowTitle(tr("Keyboard shortcuts"));
    setHeading(tr("Keyboard shortcuts"));

    auto *list = new QWidget;
    auto *grid = new QGridLayout(list);
    grid->setContentsMargins(0, 0, 8, 0);
    grid->setHorizontalSpacing(24);
    grid->setVerticalSpacing(7);
    grid->setColumnStretch(1, 1);
    int row = 0;
    const QList<Section> all = sections();
    for (const Section &section : all) {
        if (row > 0) {
            grid->setRowMinimumHeight(row, 6);
            ++row;
        }
        grid->addWidget(new Label(section.title, TypeRole::Strong, Tone::Text, list), row, 0, 1, 2);
        ++row;
        for (const Shortcut &shortcut : section.shortcuts) {
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

    QPushButton *close = addButton(tr("Close"));
    close->setObjectName(u"closeButton"_s);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    setDefaultButton(close);
    setMinimumSize(px(480, this), px(320, this));
    resize(px(560, this), px(690, this));
}

} // namespace segmentdesk
