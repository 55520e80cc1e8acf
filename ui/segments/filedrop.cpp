// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/segments/filedrop.h"

#include "ui/words/words.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QMimeData>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

struct DropTexts
{
    Q_DECLARE_TR_FUNCTIONS(DropTexts)
};

QString refusalOf(const QFileInfo &file)
{
    static const QStringList spreadsheets{u"xlsx"_s, u"xls"_s,     u"xlsm"_s, u"xlsb"_s,
                                          u"ods"_s,  u"numbers"_s, u"fods"_s};
    static const QStringList endings{u"csv"_s, u"txt"_s, u"tsv"_s};
    const QString name = words::quoted(file.fileName());
    const QString ending = file.suffix().toLower();
    if (file.isDir())
        return DropTexts::tr("%1 is a folder. Drop a CSV file, or restore a backup with File › "
                             "Restore.")
            .arg(name);
    if (!file.exists())
        return DropTexts::tr("%1 is not there any more.").arg(name);
    if (spreadsheets.contains(ending))
        return DropTexts::tr("%1 is a spreadsheet. Save it as CSV first, then drop that file.")
            .arg(name);
    if (!endings.contains(ending))
        return DropTexts::tr("%1 is not a CSV file. Files to drop end in .csv, .tsv or .txt.")
            .arg(name);
    if (!file.isFile())
        return DropTexts::tr("%1 is not a plain file.").arg(name);
    return file.isReadable() ? QString()
                             : DropTexts::tr("%1 cannot be read: you have no right to.").arg(name);
}

} // namespace

FileDrop FileDrop::of(const QMimeData *data)
{
    FileDrop drop;
    const QList<QUrl> urls = data->urls();
    if (urls.isEmpty())
        return drop;
    drop.hasFiles = true;
    if (urls.size() > 1) {
        drop.refusal = DropTexts::tr("Drop one file at a time.");
    } else if (!urls.constFirst().isLocalFile()) {
        drop.refusal =
            DropTexts::tr("This file is not on this computer. Save it here first, then drop it.");
    } else {
        const QFileInfo file(urls.constFirst().toLocalFile());
        drop.refusal = refusalOf(file);
        if (drop.refusal.isEmpty())
            drop.path = file.filePath();
    }
    return drop;
}

} // namespace segmentdesk
