// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/prompts.h"

#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QStandardPaths>
#include <QUrl>

namespace segmentdesk {

namespace {

void openDialog(QFileDialog *dialog, const Prompts::Chosen &chosen)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QFileDialog::finished, dialog, [dialog, chosen](int result) {
        chosen(result == QDialog::Accepted ? dialog->selectedFiles().value(0) : QString());
    });
    dialog->open();
}

} // namespace

void Prompts::openFolderOf(const QString &path) const
{
    const QFileInfo file(path);
    openUrl(QUrl::fromLocalFile(file.isDir() ? file.filePath() : file.absolutePath()));
}

Prompts Prompts::native()
{
    Prompts prompts;
    prompts.saveFile = [](QWidget *parent, const QString &title, const QString &suggestion,
                          const QString &filter, const Chosen &chosen) {
        const QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
        auto *dialog = new QFileDialog(parent, title, folder, filter);
        dialog->setAcceptMode(QFileDialog::AcceptSave);
        dialog->setDefaultSuffix(suggestion.section(u'.', -1));
        dialog->selectFile(suggestion);
        openDialog(dialog, chosen);
    };
    prompts.openFile = [](QWidget *parent, const QString &title, const QString &filter,
                          const Chosen &chosen) {
        auto *dialog = new QFileDialog(parent, title, QString(), filter);
        dialog->setFileMode(QFileDialog::ExistingFile);
        openDialog(dialog, chosen);
    };
    prompts.openFolder = [](QWidget *parent, const QString &title, const QString &start,
                            const Chosen &chosen) {
        const QString documents =
            QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
        auto *dialog = new QFileDialog(parent, title, start.isEmpty() ? documents : start);
        dialog->setFileMode(QFileDialog::Directory);
        dialog->setOption(QFileDialog::ShowDirsOnly);
        openDialog(dialog, chosen);
    };
    prompts.openUrl = [](const QUrl &url) { QDesktopServices::openUrl(url); };
    return prompts;
}

} // namespace segmentdesk
