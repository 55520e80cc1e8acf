// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/rows/contentkind.h"

#include "models/rows/personcell.h"

#include <QByteArray>

#include <algorithm>

namespace segmentdesk {

namespace {

struct Beginning
{
    QByteArrayView bytes;
    ContentKind kind;
};

const Beginning beginnings[] = {
    {"%PDF-", ContentKind::Pdf},
    {"\x1F\x8B", ContentKind::Gzip},
    {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", ContentKind::OldWorkbook},
    {"{\\rtf", ContentKind::RichText},
    {"\x89PNG\r\n", ContentKind::Picture},
    {"\xFF\xD8\xFF", ContentKind::Picture},
    {"GIF8", ContentKind::Picture},
};

bool startsWithWord(QByteArrayView text, QByteArrayView word)
{
    return text.size() > word.size()
        && qstrnicmp(text.data(), word.size(), word.data(), word.size()) == 0;
}

} // namespace

ContentKind contentKindOf(QByteArrayView head)
{
    for (const Beginning &beginning : beginnings) {
        if (head.startsWith(beginning.bytes))
            return beginning.kind;
    }
    if (head.startsWith("PK\x03\x04")) {
        if (head.contains("opendocument"))
            return ContentKind::OpenDocument;
        const bool isWorkbook = head.contains("xl/") || head.contains("[Content_Types].xml");
        return isWorkbook ? ContentKind::Workbook : ContentKind::Zip;
    }
    QByteArrayView text = head.startsWith("\xEF\xBB\xBF") ? head.sliced(3) : head;
    text = personcell::withoutBlanks(text.first(std::min<qsizetype>(text.size(), 4'096)));
    for (const QByteArrayView word : {"<!doctype html", "<html", "<head", "<body", "<table"}) {
        if (startsWithWord(text, word))
            return ContentKind::Html;
    }
    if (startsWithWord(text, "<?xml"))
        return text.contains("<html") ? ContentKind::Html : ContentKind::Xml;
    // [a@b] or {x} may begin a text; of JSON the next is a value or a name in quotes.
    if (text.startsWith('{') || text.startsWith('[')) {
        const QByteArrayView inner = personcell::withoutBlanks(text.sliced(1));
        if (inner.startsWith('"') || inner.startsWith('{') || inner.startsWith('['))
            return ContentKind::Json;
    }
    return ContentKind::Text;
}

} // namespace segmentdesk
