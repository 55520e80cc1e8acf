// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QTemporaryDir>

namespace segmentdesk::test {

/// A certificate authority of a company, made with openssl, and what it issues. Ends the program
/// where openssl is not there.
class TestAuthority
{
public:
    struct Pair
    {
        QString certificate; ///< files, PEM; with the authority's behind it
        QString key;
    };

    TestAuthority();

    /// The authority's own certificate: what is to be trusted.
    QString file() const { return path(QStringLiteral("ca.pem")); }
    static QString name() { return QStringLiteral("ACME Inspection CA"); }
    static QString organization() { return QStringLiteral("ACME Corp"); }

    /// For @p host; @p from and @p until as openssl has them, such as 20200101000000Z.
    Pair issue(const QString &host, const QString &from = {}, const QString &until = {});
    /// One that its host issued to itself.
    Pair selfSigned(const QString &host);

private:
    QString path(const QString &file) const { return m_folder.filePath(file); }
    void write(const QString &file, const QByteArray &text) const;
    void openssl(const QStringList &arguments) const;

    QTemporaryDir m_folder;
    int m_issued = 0;
};

} // namespace segmentdesk::test
