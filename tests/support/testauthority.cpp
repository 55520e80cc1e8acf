// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/testauthority.h"

#include <QFile>
#include <QProcess>

using namespace Qt::StringLiterals;

namespace segmentdesk::test {

TestAuthority::TestAuthority()
{
    write(u"index.txt"_s, {});
    write(u"serial"_s, "01\n");
    write(u"ca.cnf"_s, R"([ca]
default_ca = test
[test]
database = index.txt
serial = serial
new_certs_dir = .
default_md = sha256
policy = names
unique_subject = no
[names]
commonName = supplied
)");
    openssl({u"req"_s, u"-x509"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s,
             u"ec_paramgen_curve:prime256v1"_s, u"-nodes"_s, u"-days"_s, u"30"_s, u"-subj"_s,
             u"/O=%1/CN=%2"_s.arg(organization(), name()), u"-keyout"_s, u"ca.key"_s, u"-out"_s,
             u"ca.pem"_s});
}

TestAuthority::Pair TestAuthority::issue(const QString &host, const QString &from,
                                         const QString &until)
{
    const QString name = u"issued-%1"_s.arg(++m_issued);
    openssl({u"req"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:prime256v1"_s,
             u"-nodes"_s, u"-subj"_s, u"/CN="_s + host, u"-keyout"_s, name + u".key"_s, u"-out"_s,
             name + u".csr"_s});
    write(name + u".ext"_s, "subjectAltName=DNS:" + host.toLatin1() + '\n');
    QStringList arguments{u"ca"_s,          u"-batch"_s,   u"-notext"_s,     u"-config"_s,
                          u"ca.cnf"_s,      u"-cert"_s,    u"ca.pem"_s,      u"-keyfile"_s,
                          u"ca.key"_s,      u"-extfile"_s, name + u".ext"_s, u"-in"_s,
                          name + u".csr"_s, u"-out"_s,     name + u".leaf"_s};
    if (from.isEmpty())
        arguments += {u"-days"_s, u"30"_s};
    else
        arguments += {u"-startdate"_s, from, u"-enddate"_s, until};
    openssl(arguments);
    QByteArray chain;
    for (const QString &part : QStringList{name + u".leaf"_s, u"ca.pem"_s}) {
        QFile file(path(part));
        if (!file.open(QIODevice::ReadOnly))
            qFatal("no certificate was made");
        chain += file.readAll();
    }
    write(name + u".pem"_s, chain);
    return {path(name + u".pem"_s), path(name + u".key"_s)};
}

TestAuthority::Pair TestAuthority::selfSigned(const QString &host)
{
    const QString name = u"self-%1"_s.arg(++m_issued);
    openssl({u"req"_s, u"-x509"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s,
             u"ec_paramgen_curve:prime256v1"_s, u"-nodes"_s, u"-days"_s, u"30"_s, u"-subj"_s,
             u"/CN="_s + host, u"-addext"_s, u"subjectAltName=DNS:"_s + host, u"-keyout"_s,
             name + u".key"_s, u"-out"_s, name + u".pem"_s});
    return {path(name + u".pem"_s), path(name + u".key"_s)};
}

void TestAuthority::write(const QString &file, const QByteArray &text) const
{
    QFile made(path(file));
    if (!made.open(QIODevice::WriteOnly) || made.write(text) != text.size())
        qFatal("a file of the test cannot be written");
}

void TestAuthority::openssl(const QStringList &arguments) const
{
    QProcess process;
    process.setWorkingDirectory(m_folder.path());
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(u"openssl"_s, arguments);
    if (!process.waitForFinished() || process.exitCode() != 0)
        qFatal("openssl %s: %s", qPrintable(arguments.join(u' ')), process.readAll().constData());
}

} // namespace segmentdesk::test
