// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/ids.h"
#include "ui/dialogs/exportdialog.h"
#include "ui/selection/peopleselection.h"

#include <QObject>

class QImage;
class QSettings;

namespace segmentdesk {

class CommandContext;
struct ImportSpec;

/// The verbs of files and the clipboard: export, import, back up, restore, copy.
class FileCommands : public QObject
{
    Q_OBJECT

public:
    /// @p context must outlive the commands.
    explicit FileCommands(CommandContext &context, QObject *parent = nullptr);

    /// Where the import dialog remembers columns, and backups their folder; outlives the commands.
    void setSettings(QSettings *settings) { m_settings = settings; }

    /// @p selection without people: what the place shows; its total is the number of these.
    void exportPeople(const PeopleListKey &place, const PeopleSelection &selection,
                      const ShownList &shown);
    void exportSegments();
    void exportMatrix(const ShownList &shown);
    /// The import dialog for a file; @p path empty: asks for one first.
    void importFile(SegmentId segment, const QString &path = {});
    /// The same for text with several columns, as pastedTable() makes it.
    void importText(SegmentId segment, const QByteArray &table);
    /// Asks for a folder, and writes all segments with their members into it.
    void backUp();
    /// Asks for the folder of a backup, shows what it would change, and does it as one step.
    void restore();
    /// Asks where, and writes a PNG.
    void savePicture(const QImage &picture, const QString &suggestion);
    /// Customer ids of the selected people, one a line.
    void copyIds(const PeopleSelection &selection);

private:
    bool hasCopy() const;
    ExportDialog::Choice segmentsChoice() const;
    ExportDialog::Choice matrixChoice() const;
    void showExport(const QList<ExportDialog::Choice> &choices, const PeopleSelection &selection,
                    const ShownList &shown);
    void showImport(SegmentId segment, ImportSpec spec);
    QString backupFolder() const;
    void setBackupFolder(const QString &folder);

    CommandContext &m_context;
    QSettings *m_settings = nullptr;
};

} // namespace segmentdesk
