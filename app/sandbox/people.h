// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/random.h"
#include "app/sandbox/rows.h"

#include <QList>
#include <QString>

namespace segmentdesk::sandbox {

/// Where a made-up person is at home; decides which segments they are plausible for.
enum class Region : quint8 { English, Dach, Europe, Russian, Japanese, Elsewhere };

/// Makes up believable customers with names from many languages. E-mail addresses are at domains
/// that exist for examples only (RFC 2606), phone numbers are in no use.
class People
{
public:
    People();

    struct Person
    {
        CustomerRow row; ///< without id, dates and a unique e-mail
        QString domain; ///< of the e-mail, without '@'
        QString mailbox; ///< of the e-mail, before '@': plain ASCII
        Region region = Region::English;
    };
    Person make(Random &random) const;

private:
    struct Name
    {
        QString native;
        QString ascii;
    };
    struct Culture
    {
        Region region = Region::English;
        int weight = 1;
        QList<Name> given;
        QList<Name> family;
        QList<Name> companies; ///< '%' stands for the family name
        QList<QString> phones; ///< '#' stands for a digit
    };

    static QList<Name> names(const char16_t *list);

    QList<Culture> m_cultures;
    int m_weights = 0;
};

} // namespace segmentdesk::sandbox
