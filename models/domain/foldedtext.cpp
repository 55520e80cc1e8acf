// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/domain/foldedtext.h"

#include <QList>

#include <algorithm>

namespace segmentdesk {

namespace {

/// Marks above and below letters. Others belong to the letter: a dakuten distinguishes two kana,
/// and scripts of India write their vowels as marks.
bool isAccent(QChar c)
{
    return c.unicode() >= 0x0300 && c.unicode() <= 0x036f;
}

} // namespace

QString foldedText(const QString &text)
{
    const bool isAscii =
        std::all_of(text.cbegin(), text.cend(), [](QChar c) { return c.unicode() < 0x80; });
    if (isAscii)
        return text.toLower().simplified();
    QString plain = text.normalized(QString::NormalizationForm_D);
    plain.removeIf(isAccent);
    // Upper case first: Qt folds no sharp s. Composed again, so that hangul is as long as it was
    // typed.
    return plain.toUpper().toCaseFolded().normalized(QString::NormalizationForm_C).simplified();
}

bool hasAllWords(const QString &folded, const QString &foldedQuery)
{
    const QList<QStringView> words = QStringView(foldedQuery).split(u' ', Qt::SkipEmptyParts);
    return std::all_of(words.cbegin(), words.cend(),
                       [&folded](QStringView word) { return folded.contains(word); });
}

} // namespace segmentdesk
