// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

namespace segmentdesk::sandbox {

/// The parameters of an address, decoded on both sides of '=': `id%3Ain` is `id:in`, `%2C` is a
/// comma,
/// '+' is a blank. Keeps the order and repetitions.
class Query
{
public:
    struct Item
    {
        QString name;
        QString value;
    };

    explicit Query(const QByteArray &raw);

    const QList<Item> &items() const { return m_items; }
    bool has(QStringView name) const;
    /// The last value of that name; empty: not set.
    QString value(QStringView name) const;
    /// All values of a list parameter: comma-separated, repeated, or both. Blank entries stay, so
    /// that they can be refused.
    QStringList list(QStringView name) const;
    /// Some name occurs twice that is not a list.
    bool repeats(QStringView name) const;

private:
    QList<Item> m_items;
};

} // namespace segmentdesk::sandbox
