// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/peoplequery.h"

#include <QObject>

class QSettings;

namespace segmentdesk {

/// A search with its filters, kept under a name.
struct SavedSearch
{
    QUuid id;
    QString name;
    PeopleFilter filter;

    /// The filter as it is on the day @p today: "last 30 days" moves on.
    PeopleFilter filterOn(QDate today) const;

    friend bool operator==(const SavedSearch &, const SavedSearch &) = default;
};

/// The saved searches of one store, in the settings of this computer. Sorted by name.
class SavedSearches : public QObject
{
    Q_OBJECT

public:
    static constexpr int maxSearches = 100;
    static constexpr int maxName = 100; ///< characters

    /// @p settings must outlive the object. What cannot be read (a later version's) is left out
    /// here and stays in the settings until something is changed.
    SavedSearches(QSettings &settings, const QString &accountId, QObject *parent = nullptr);

    const QList<SavedSearch> &all() const { return m_all; }
    /// nullptr if there is none (any more). Valid until something changes.
    const SavedSearch *find(const QUuid &id) const;
    bool isFull() const { return m_all.size() >= maxSearches; }
    /// Whether another search than @p except has this name; case does not count.
    bool isTaken(const QString &name, const QUuid &except = {}) const;
    /// @p name, or "gold 2" where "gold" is taken; never empty, at most maxName long.
    QString freeName(const QString &name) const;
    /// A null id if there are maxSearches already, or the name is empty or taken.
    QUuid add(const QString &name, const PeopleFilter &filter);
    /// Puts back what remove() took away; under another name if it is taken by now. False: there
    /// are maxSearches already.
    bool restore(const SavedSearch &search);
    /// False, and nothing is changed, if the name is empty or taken.
    bool rename(const QUuid &id, const QString &name);
    void setFilter(const QUuid &id, const PeopleFilter &filter);
    void remove(const QUuid &id);

    /// All searches of a store that is forgotten.
    static void forget(QSettings &settings, const QString &accountId);

    static QByteArray toJson(const QList<SavedSearch> &searches);
    static QList<SavedSearch> fromJson(const QByteArray &json);

Q_SIGNALS:
    void changed();

private:
    void write();

    QSettings &m_settings;
    QString m_account;
    QList<SavedSearch> m_all;
};

} // namespace segmentdesk
