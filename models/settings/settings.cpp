// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/settings/settings.h"

#include <QSettings>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

// A key never changes: what stands under it was written by another version.
constexpr auto colorSchemeKey = "window/colours";
constexpr auto geometryKey = "window/geometry";
constexpr auto detailsKey = "window/details";
constexpr auto activityKey = "window/activity";
constexpr auto notifyKey = "window/notify";
constexpr auto compactKey = "people/compact";
constexpr auto storesKey = "stores";
constexpr auto storeNameKey = "name";
constexpr auto storePathKey = "apiPath";
constexpr auto lastShownKey = "lastShownStore";
constexpr auto tokensToDeleteKey = "tokensToDelete";
constexpr auto reserveKey = "stores/reserve";
constexpr auto checkKey = "stores/checkMinutes";
constexpr auto lastBackupKey = "backup/last";
constexpr auto columnsKey = "people/columns";
constexpr auto columnWidthsKey = "people/columnWidths";
constexpr auto columnOrderKey = "people/columnOrder";
constexpr auto hiddenColumnsKey = "people/hiddenColumns";
constexpr auto importGroup = "import";

QString key(const char *name)
{
    return QString::fromLatin1(name);
}

QString panesKey(int widthClass)
{
    return u"window/panes"_s + QString::number(widthClass);
}

QString searchesKey(const QString &account)
{
    return u"searches/"_s + account;
}

QString colorsKey(const QString &account)
{
    return u"colors/"_s + account;
}

QString backupKey(const QString &account)
{
    return u"backup/folder/"_s + account;
}

QString sortKey(const QString &list, const char *part)
{
    return u"people/sort/%1/%2"_s.arg(list, QLatin1String(part));
}

QString exportKey(const QString &kind, const char *part)
{
    return u"export/%1/%2"_s.arg(kind, QLatin1String(part));
}

QString importKey(const QString &header)
{
    return key(importGroup) + u'/' + header;
}

QVariantList variants(const QList<int> &numbers)
{
    QVariantList list;
    for (const int number : numbers)
        list.append(number);
    return list;
}

QList<int> numbers(const QVariant &value)
{
    QList<int> numbers;
    const QVariantList list = value.toList();
    for (const QVariant &each : list)
        numbers.append(each.toInt());
    return numbers;
}

std::optional<int> number(const QVariant &value)
{
    return value.isValid() ? std::optional(value.toInt()) : std::nullopt;
}

} // namespace

int WindowSettings::colorScheme() const
{
    return m_file.value(key(colorSchemeKey), 0).toInt();
}

void WindowSettings::setColorScheme(int scheme)
{
    m_file.setValue(key(colorSchemeKey), scheme);
}

QByteArray WindowSettings::windowGeometry() const
{
    return m_file.value(key(geometryKey)).toByteArray();
}

void WindowSettings::setWindowGeometry(const QByteArray &geometry)
{
    m_file.setValue(key(geometryKey), geometry);
}

bool WindowSettings::isDetailsOpen() const
{
    return m_file.value(key(detailsKey), true).toBool();
}

void WindowSettings::setDetailsOpen(bool open)
{
    m_file.setValue(key(detailsKey), open);
}

bool WindowSettings::isActivityOpen() const
{
    return m_file.value(key(activityKey), true).toBool();
}

void WindowSettings::setActivityOpen(bool open)
{
    m_file.setValue(key(activityKey), open);
}

bool WindowSettings::isCompact() const
{
    return m_file.value(key(compactKey), false).toBool();
}

void WindowSettings::setCompact(bool compact)
{
    m_file.setValue(key(compactKey), compact);
}

QList<int> WindowSettings::paneSizes(int widthClass) const
{
    return numbers(m_file.value(panesKey(widthClass)));
}

void WindowSettings::setPaneSizes(int widthClass, const QList<int> &sizes)
{
    m_file.setValue(panesKey(widthClass), variants(sizes));
}

bool WindowSettings::notifies() const
{
    return m_file.value(key(notifyKey), true).toBool();
}

void WindowSettings::setNotifies(bool notifies)
{
    m_file.setValue(key(notifyKey), notifies);
}

QList<StoreSettings::Store> StoreSettings::stores(int most) const
{
    QList<Store> stores;
    const int size = std::min(m_file.beginReadArray(key(storesKey)), most);
    for (int i = 0; i < size; ++i) {
        m_file.setArrayIndex(i);
        stores.append({m_file.value(key(storeNameKey)).toString(),
                       m_file.value(key(storePathKey)).toString()});
    }
    m_file.endArray();
    return stores;
}

void StoreSettings::setStores(const QList<Store> &stores)
{
    m_file.remove(key(storesKey));
    m_file.beginWriteArray(key(storesKey), static_cast<int>(stores.size()));
    for (int i = 0; i < stores.size(); ++i) {
        m_file.setArrayIndex(i);
        m_file.setValue(key(storeNameKey), stores.at(i).name);
        m_file.setValue(key(storePathKey), stores.at(i).apiPath);
    }
    m_file.endArray();
}

QString StoreSettings::lastShownStore() const
{
    return m_file.value(key(lastShownKey)).toString();
}

void StoreSettings::setLastShownStore(const QString &id)
{
    m_file.setValue(key(lastShownKey), id);
}

QStringList StoreSettings::tokensToDelete() const
{
    return m_file.value(key(tokensToDeleteKey)).toStringList();
}

void StoreSettings::setTokensToDelete(const QStringList &stores)
{
    if (stores.isEmpty())
        m_file.remove(key(tokensToDeleteKey));
    else
        m_file.setValue(key(tokensToDeleteKey), stores);
}

std::optional<int> StoreSettings::reservePercent() const
{
    return number(m_file.value(key(reserveKey)));
}

void StoreSettings::setReservePercent(int percent)
{
    m_file.setValue(key(reserveKey), percent);
}

std::optional<int> StoreSettings::checkMinutes() const
{
    return number(m_file.value(key(checkKey)));
}

void StoreSettings::setCheckMinutes(int minutes)
{
    m_file.setValue(key(checkKey), minutes);
}

QByteArray AccountSettings::savedSearches() const
{
    return m_file.value(searchesKey(m_account)).toByteArray();
}

void AccountSettings::setSavedSearches(const QByteArray &json)
{
    m_file.setValue(searchesKey(m_account), json);
}

void AccountSettings::removeSavedSearches()
{
    m_file.remove(searchesKey(m_account));
}

QByteArray AccountSettings::segmentColors() const
{
    return m_file.value(colorsKey(m_account)).toByteArray();
}

void AccountSettings::setSegmentColors(const QByteArray &json)
{
    m_file.setValue(colorsKey(m_account), json);
}

void AccountSettings::removeSegmentColors()
{
    m_file.remove(colorsKey(m_account));
}

QString AccountSettings::backupFolder() const
{
    return m_file.value(backupKey(m_account), m_file.value(key(lastBackupKey))).toString();
}

void AccountSettings::setBackupFolder(const QString &folder)
{
    m_file.setValue(key(lastBackupKey), folder);
    m_file.setValue(backupKey(m_account), folder);
}

std::optional<QStringList> TableSettings::peopleColumns() const
{
    if (!m_file.contains(key(columnsKey)))
        return std::nullopt;
    return m_file.value(key(columnsKey)).toStringList();
}

TableSettings::NumberedColumns TableSettings::numberedPeopleColumns() const
{
    return {m_file.value(key(columnWidthsKey)).toList(), m_file.value(key(columnOrderKey)).toList(),
            m_file.value(key(hiddenColumnsKey)).toList()};
}

void TableSettings::setPeopleColumns(const QStringList &columns)
{
    m_file.setValue(key(columnsKey), columns);
    for (const char *old : {columnWidthsKey, columnOrderKey, hiddenColumnsKey})
        m_file.remove(key(old));
}

TableSettings::Sorting TableSettings::sorting(const QString &list) const
{
    return {m_file.value(sortKey(list, "by"), 0).toInt(),
            m_file.value(sortKey(list, "descending")).toBool()};
}

void TableSettings::setSorting(const QString &list, const Sorting &sorting)
{
    m_file.setValue(sortKey(list, "by"), sorting.order);
    m_file.setValue(sortKey(list, "descending"), sorting.isDescending);
}

FileSettings::ExportChoices FileSettings::exportChoices(const QString &kind) const
{
    const QVariant exact = m_file.value(exportKey(kind, "exact"));
    return {m_file.value(exportKey(kind, "columns")).toStringList(),
            m_file.value(exportKey(kind, "delimiter")).toString(),
            exact.isValid() ? std::optional(exact.toBool()) : std::nullopt};
}

void FileSettings::setExportChoices(const QString &kind, const ExportChoices &choices)
{
    m_file.setValue(exportKey(kind, "columns"), choices.columns);
    m_file.setValue(exportKey(kind, "delimiter"), choices.delimiter);
    if (choices.isExact)
        m_file.setValue(exportKey(kind, "exact"), *choices.isExact);
}

QList<int> FileSettings::importRoles(const QString &header) const
{
    return numbers(m_file.value(importKey(header)));
}

void FileSettings::setImportRoles(const QString &header, const QList<int> &roles, int most)
{
    m_file.beginGroup(key(importGroup));
    const QStringList known = m_file.childKeys();
    if (known.size() >= most)
        m_file.remove(known.first());
    m_file.endGroup();
    m_file.setValue(importKey(header), variants(roles));
}

} // namespace segmentdesk
