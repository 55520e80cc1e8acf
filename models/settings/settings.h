// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>
#include <QVariantList>

#include <optional>

class QSettings;

namespace segmentdesk {

// What the program remembers for its user, by name and type: the only place that knows a key of the
// settings file. Each class is made where it is needed, over the file that all share. What it
// returns was written by an earlier version, or by hand: the caller checks its range.

/// What the window remembers.
class WindowSettings
{
public:
    explicit WindowSettings(QSettings &file) : m_file(file) { }

    int colorScheme() const; ///< 0 if not chosen
    void setColorScheme(int scheme);
    QByteArray windowGeometry() const; ///< empty: never saved
    void setWindowGeometry(const QByteArray &geometry);
    bool isDetailsOpen() const; ///< true if not chosen
    void setDetailsOpen(bool open);
    bool isActivityOpen() const; ///< true if not chosen
    void setActivityOpen(bool open);
    bool isCompact() const;
    void setCompact(bool compact);
    /// Of the sidebar and the details, for windows of this class of widths; may be short.
    QList<int> paneSizes(int widthClass) const;
    void setPaneSizes(int widthClass, const QList<int> &sizes);
    bool notifies() const; ///< true if not chosen
    void setNotifies(bool notifies);

private:
    QSettings &m_file;
};

/// What is remembered of the stores and of the work on them.
class StoreSettings
{
public:
    explicit StoreSettings(QSettings &file) : m_file(file) { }

    struct Store
    {
        QString name;
        QString apiPath;
    };
    QList<Store> stores(int most) const;
    void setStores(const QList<Store> &stores);
    QString lastShownStore() const;
    void setLastShownStore(const QString &id);
    QStringList tokensToDelete() const;
    void setTokensToDelete(const QStringList &stores);
    std::optional<int> reservePercent() const;
    void setReservePercent(int percent);
    std::optional<int> checkMinutes() const;
    void setCheckMinutes(int minutes);

private:
    QSettings &m_file;
};

/// What is remembered of one store.
class AccountSettings
{
public:
    /// @p account: its id.
    AccountSettings(QSettings &file, const QString &account) : m_file(file), m_account(account) { }

    QByteArray savedSearches() const;
    void setSavedSearches(const QByteArray &json);
    void removeSavedSearches();
    QByteArray segmentColors() const;
    void setSegmentColors(const QByteArray &json);
    void removeSegmentColors();
    /// Of this store's last backup; of a store without one, that of any other.
    QString backupFolder() const;
    void setBackupFolder(const QString &folder);

private:
    QSettings &m_file;
    QString m_account;
};

/// How the tables of people look.
class TableSettings
{
public:
    explicit TableSettings(QSettings &file) : m_file(file) { }

    /// Of versions before 0.2, which kept columns by their numbers.
    struct NumberedColumns
    {
        QVariantList widths;
        QVariantList order;
        QVariantList hidden;
    };
    std::optional<QStringList> peopleColumns() const; ///< unset: never saved by this version
    NumberedColumns numberedPeopleColumns() const;
    /// Removes those of earlier versions, too.
    void setPeopleColumns(const QStringList &columns);
    struct Sorting
    {
        int order = 0;
        bool isDescending = false;
    };
    Sorting sorting(const QString &list) const;
    void setSorting(const QString &list, const Sorting &sorting);

private:
    QSettings &m_file;
};

/// What was chosen for files that are written and read.
class FileSettings
{
public:
    explicit FileSettings(QSettings &file) : m_file(file) { }

    struct ExportChoices
    {
        QStringList columns;
        QString delimiter; ///< empty: never saved
        std::optional<bool> isExact;
    };
    ExportChoices exportChoices(const QString &kind) const;
    void setExportChoices(const QString &kind, const ExportChoices &choices);
    /// The roles of the columns of files with this header, by their numbers.
    QList<int> importRoles(const QString &header) const;
    /// Forgets another header where there are @p most already.
    void setImportRoles(const QString &header, const QList<int> &roles, int most);

private:
    QSettings &m_file;
};

} // namespace segmentdesk
