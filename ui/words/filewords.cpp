// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/words/filewords.h"

#include <QCoreApplication>

namespace segmentdesk {

namespace {

struct FileWords
{
    Q_DECLARE_TR_FUNCTIONS(segmentdesk::FileWords)
};

} // namespace

QString words::contentKind(ContentKind kind)
{
    switch (kind) {
    case ContentKind::Text:
        break;
    case ContentKind::Workbook:
    case ContentKind::OldWorkbook:
        return FileWords::tr("This is an Excel workbook. Open it there and save it as CSV.");
    case ContentKind::OpenDocument:
        return FileWords::tr("This is an OpenDocument file. Open it and save the table as CSV.");
    case ContentKind::Zip:
        return FileWords::tr(
            "This is a ZIP archive. Extract it and import the file that is in it.");
    case ContentKind::Gzip:
        return FileWords::tr("This is a compressed file. Extract it and import what is in it.");
    case ContentKind::Pdf:
        return FileWords::tr("This is a PDF document. Export a CSV file where it came from.");
    case ContentKind::Json:
        return FileWords::tr(
            "This is JSON, which has no rows. Export a CSV file where it came from.");
    case ContentKind::Html:
        return FileWords::tr(
            "This is a web page. It may be a login page instead of the export: download it again.");
    case ContentKind::Xml:
        return FileWords::tr(
            "This is XML, which has no rows. Export a CSV file where it came from.");
    case ContentKind::RichText:
        return FileWords::tr("This is a formatted text. Save it as plain text or CSV.");
    case ContentKind::Picture:
        return FileWords::tr("This is a picture.");
    }
    return {};
}

} // namespace segmentdesk
