// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/domain/pastedcredentials.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

/// The word after the label. "[:=]" or a line break has to stand between them, or else a blank
/// after a label of capital letters: in "api path of my shop" there is no value.
std::optional<QString> valueOf(const QString &label, const QString &text)
{
    const QRegularExpression labelled(u"(?:^|[\\s\"'{,;])"_s + label
                                          + u"[\"']?\\s*(?:[:=]|\\R|\\t|(?<=[A-Z]) )\\s*(\\S+)"_s,
                                      QRegularExpression::UseUnicodePropertiesOption);
    const auto match = labelled.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const QString value = pastedValue(match.captured(1));
    return value.isEmpty() ? std::nullopt : std::optional(value);
}

} // namespace

PastedCredentials pastedCredentials(const QString &text)
{
    const QString pathLabel = u"(?i:api[ _-]?(?:path|url))"_s;
    const QString tokenLabel = u"(?i:(?:x-auth|access|api)[ _-]?token)"_s;
    return {valueOf(pathLabel, text), valueOf(tokenLabel, text)};
}

QString pastedValue(const QString &text)
{
    // Zero-width characters and byte-order marks come along from web pages.
    static const QRegularExpression unseen(u"[\\x{200B}-\\x{200F}\\x{2060}\\x{FEFF}\\x{00AD}]"_s);
    static const QString quotes = u"\"'`\u201C\u201D\u201E\u2018\u2019\u201A\u00AB\u00BB"_s;
    QString value = text;
    value.remove(unseen);
    for (;;) {
        value = value.trimmed();
        if (value.isEmpty())
            return value;
        if (quotes.contains(value.front())) {
            value.remove(0, 1);
        } else if (quotes.contains(value.back()) || u",;}]"_s.contains(value.back())) {
            value.chop(1);
        } else if ((value.startsWith(u"<http") && value.endsWith(u'>'))
                   || (value.startsWith(u'(') && value.endsWith(u')'))) {
            value = value.mid(1, value.size() - 2);
        } else {
            return value;
        }
    }
}

} // namespace segmentdesk
