// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/tables/plaintext.h"

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

constexpr qsizetype toolTipLimit = 2000;

/// What ends a line or leaves a gap in it.
bool isBreak(QChar c)
{
    const char16_t u = c.unicode();
    return (u >= 0x09 && u <= 0x0D) || u == 0x85 || u == 0x2028 || u == 0x2029;
}

/// Control characters, line and paragraph separators, and what overrides the direction of text.
bool isUnshowable(QChar c)
{
    const char16_t u = c.unicode();
    return u < 0x20 || (u >= 0x7F && u <= 0x9F) || (u >= 0x2028 && u <= 0x202E)
        || (u >= 0x2066 && u <= 0x2069);
}

} // namespace

QString displayText(const QString &text, qsizetype limit)
{
    QString shown = text;
    if (shown.size() > limit) {
        const qsizetype cut = shown.at(limit - 1).isHighSurrogate() ? limit - 1 : limit;
        shown = shown.first(cut) + u'…';
    }
    // Most texts need nothing, and are then shared, not copied.
    for (qsizetype i = 0; i < shown.size(); ++i) {
        const QChar c = std::as_const(shown).at(i);
        if (isUnshowable(c))
            shown[i] = isBreak(c) ? QChar(u' ') : QChar(QChar::ReplacementCharacter);
    }
    return shown;
}

QString toolTipText(const QString &text)
{
    return displayText(text, toolTipLimit);
}

} // namespace segmentdesk
