// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/network/trust.h"

#include <QDir>
#include <QFileInfo>
#include <QSslCertificate>

#include <utility>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

/// A certificate of a company is a few kilobytes, all of a system some hundred.
constexpr qint64 mostBytes = 16 * 1024 * 1024;

QList<QSslCertificate> certificatesIn(const QString &path)
{
    const QFileInfo info(path);
    // A pipe or a device is not waited for.
    if (!info.isFile() || info.size() > mostBytes)
        return {};
    return QSslCertificate::fromPath(path, QSsl::Pem, QSslCertificate::PatternSyntax::FixedString);
}

QList<QSslCertificate> certificatesInFolders(const QString &paths)
{
    QList<QSslCertificate> found;
    const QStringList folders = paths.split(QDir::listSeparator(), Qt::SkipEmptyParts);
    for (const QString &folder : folders) {
        const QFileInfoList files = QDir(folder).entryInfoList(QDir::Files);
        for (const QFileInfo &file : files)
            found += certificatesIn(file.filePath());
    }
    return found;
}

} // namespace

const QList<TrustPlace> &Trust::places()
{
    read();
    return m_places;
}

const std::optional<QSslConfiguration> &Trust::configuration()
{
    read();
    return m_configuration;
}

void Trust::read()
{
    if (std::exchange(m_isRead, true))
        return;
    const QString file = qEnvironmentVariable("SSL_CERT_FILE");
    const QString folders = qEnvironmentVariable("SSL_CERT_DIR");
    if (file.isEmpty() && folders.isEmpty())
        return;
    QList<QSslCertificate> named;
    if (!file.isEmpty()) {
        const QList<QSslCertificate> found = certificatesIn(file);
        m_places.append({u"SSL_CERT_FILE"_s, file, found.size()});
        named += found;
    }
    if (!folders.isEmpty()) {
        const QList<QSslCertificate> found = certificatesInFolders(folders);
        m_places.append({u"SSL_CERT_DIR"_s, folders, found.size()});
        named += found;
    }
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    if (m_places.size() > 1)
        configuration.setCaCertificates(named);
    else
        configuration.addCaCertificates(named);
    m_configuration = configuration;
}

} // namespace segmentdesk
