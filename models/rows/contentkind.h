// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArrayView>

namespace segmentdesk {

/// What a file holds, whatever its name says.
enum class ContentKind : quint8 {
    Text, ///< rows of cells, as far as can be seen
    Workbook, ///< .xlsx, .xlsm
    OldWorkbook, ///< .xls
    OpenDocument, ///< .ods
    Zip,
    Gzip,
    Pdf,
    Json,
    Html,
    Xml,
    RichText,
    Picture,
};

/// Of the first bytes of a file.
ContentKind contentKindOf(QByteArrayView head);

} // namespace segmentdesk
