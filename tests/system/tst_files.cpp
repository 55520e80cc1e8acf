// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/system/filekind.h"
#include "models/system/outputfile.h"
#include "models/system/privatefile.h"
#include "models/system/scratchfolder.h"
#include "models/system/streamcopy.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <thread>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

/// What this program does to files of other people: nothing, whatever lies in their place.
class TestFiles : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_place;

    QString path(const QString &name) const { return m_place->filePath(name); }
    QByteArray native(const QString &name) const { return QFile::encodeName(path(name)); }

    void put(const QString &name, const QByteArray &bytes = "precious") const
    {
        QFile file(path(name));
        if (!file.open(QFile::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write");
    }
    QByteArray contents(const QString &name) const
    {
        QFile file(path(name));
        return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray("none");
    }
    void link(const QString &to, const QString &name) const
    {
        if (::symlink(native(to).constData(), native(name).constData()) != 0)
            qFatal("no link");
    }
    int rights(const QString &name) const
    {
        struct stat info = {};
        return ::lstat(native(name).constData(), &info) == 0 ? int(info.st_mode & 0777) : -1;
    }
    QStringList all() const
    {
        return QDir(m_place->path())
            .entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    }
    static bool write(OutputFile &file, const QByteArray &bytes)
    {
        return file.device().write(bytes) == bytes.size() && file.commit();
    }

private Q_SLOTS:
    void init()
    {
        m_place = std::make_unique<QTemporaryDir>();
        ::umask(022); // as most systems have it
    }

    void aNewFileIsItsOwnersAlone()
    {
        auto file = OutputFile::open(path(u"new"_s));
        QVERIFY(file);
        for (const QString &name : all())
            QCOMPARE(rights(name), 0600); // from its first moment on
        QVERIFY(!QFile::exists(path(u"new"_s)));
        QVERIFY(write(**file, "rows"));
        QCOMPARE(contents(u"new"_s), QByteArray("rows"));
        QCOMPARE(rights(u"new"_s), 0600);
        QCOMPARE(all(), QStringList{u"new"_s});
    }

    void aReplacedFileKeepsItsRights()
    {
        put(u"old"_s);
        QCOMPARE(::chmod(native(u"old"_s).constData(), 0640), 0);
        auto file = OutputFile::open(path(u"old"_s));
        QVERIFY(file);
        QVERIFY(write(**file, "rows"));
        QCOMPARE(rights(u"old"_s), 0640);
        QCOMPARE(contents(u"old"_s), QByteArray("rows"));
    }

    void whatIsNotCommittedLeavesNothing()
    {
        put(u"old"_s);
        {
            auto file = OutputFile::open(path(u"old"_s));
            QVERIFY(file);
            (*file)->device().write("half");
        }
        QCOMPARE(contents(u"old"_s), QByteArray("precious"));
        QCOMPARE(all(), QStringList{u"old"_s});
    }

    void linksAreNotWrittenThrough()
    {
        put(u"theirs"_s);
        QVERIFY(QDir().mkdir(path(u"folder"_s)));
        link(u"theirs"_s, u"to a file"_s);
        link(u"nowhere"_s, u"to nothing"_s);
        link(u"folder"_s, u"to a folder"_s);
        for (const QString &name : {u"to a file"_s, u"to nothing"_s, u"to a folder"_s, u"folder"_s})
            QVERIFY2(!OutputFile::open(path(name)), qPrintable(name));
        QCOMPARE(contents(u"theirs"_s), QByteArray("precious"));
        QVERIFY(!QFile::exists(path(u"nowhere"_s)));
        // One that comes while the file is written is replaced, and not followed.
        auto file = OutputFile::open(path(u"out"_s));
        QVERIFY(file);
        link(u"theirs"_s, u"out"_s);
        QVERIFY(write(**file, "rows"));
        QCOMPARE(contents(u"theirs"_s), QByteArray("precious"));
        QVERIFY(!isLink(path(u"out"_s)));
    }

    void whatCannotBeWrittenIsSaidAtOnce()
    {
        QVERIFY(!OutputFile::open(path(u"no/folder"_s)));
        if (::geteuid() != 0) {
            put(u"theirs"_s);
            QCOMPARE(::chmod(native(u"theirs"_s).constData(), 0400), 0);
            QVERIFY(!OutputFile::open(path(u"theirs"_s)));
        }
    }

    void pipesAndDevicesStayWhatTheyAre()
    {
        QCOMPARE(::mkfifo(native(u"pipe"_s).constData(), 0600), 0);
        const auto unread = OutputFile::open(path(u"pipe"_s));
        QVERIFY(!unread); // it would wait for ever
        const int reader = ::open(native(u"pipe"_s).constData(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
        QVERIFY(reader >= 0);
        auto file = OutputFile::open(path(u"pipe"_s));
        QVERIFY2(file, file ? "" : qPrintable(file.error()));
        QVERIFY((*file)->isStream());
        QVERIFY2(write(**file, "rows"), qPrintable((*file)->errorString()));
        std::array<char, 16> read{};
        QCOMPARE(::read(reader, read.data(), read.size()), ssize_t(4));
        ::close(reader);
        QCOMPARE(fileKind(path(u"pipe"_s)), FileKind::Stream);
        QCOMPARE(all(), QStringList{u"pipe"_s});

        auto null = OutputFile::open(u"/dev/null"_s);
        QVERIFY(null);
        QVERIFY(write(**null, "rows"));
        QCOMPARE(fileKind(u"/dev/null"_s), FileKind::Stream);
    }

    /// The reader of a pipe has gone: an error, and the program lives.
    void aBrokenPipeIsAnError()
    {
        int ends[2] = {-1, -1};
        QCOMPARE(::pipe2(ends, O_CLOEXEC), 0);
        ::close(ends[0]);
        put(u"rows"_s);
        const auto from = openPlainFile(path(u"rows"_s));
        QVERIFY(from);
        const auto copied =
            copyStream((*from)->handle(), ends[1], std::make_shared<std::atomic<bool>>(false));
        ::close(ends[1]);
        QVERIFY(!copied);
        QVERIFY(!copied.error().isEmpty());
    }

    void aFullPipeIsAbandoned()
    {
        int ends[2] = {-1, -1};
        QCOMPARE(::pipe2(ends, O_CLOEXEC), 0);
        put(u"rows"_s, QByteArray(1'000'000, 'x')); // more than a pipe holds
        const auto from = openPlainFile(path(u"rows"_s));
        QVERIFY(from);
        const auto abandon = std::make_shared<std::atomic<bool>>(false);
        tl::expected<qint64, QString> copied;
        std::thread copying([&] { copied = copyStream((*from)->handle(), ends[1], abandon); });
        *abandon = true;
        copying.join();
        ::close(ends[0]);
        ::close(ends[1]);
        QVERIFY(!copied);
        QVERIFY(copied.error().isEmpty());
    }

    void whatNeverEndsIsBounded()
    {
        const int zero = ::open("/dev/zero", O_RDONLY | O_CLOEXEC);
        const int null = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
        QVERIFY(zero >= 0 && null >= 0);
        const auto abandon = std::make_shared<std::atomic<bool>>(false);
        const auto copied = copyStream(zero, null, abandon, {4 * 1024 * 1024});
        QVERIFY(!copied);
        QVERIFY2(copied.error().contains(u"4 MiB"), qPrintable(copied.error()));
        // And a silent pipe, by time.
        int ends[2] = {-1, -1};
        QCOMPARE(::pipe2(ends, O_CLOEXEC), 0);
        QElapsedTimer clock;
        clock.start();
        const auto silent =
            copyStream(ends[0], null, abandon, {-1, std::chrono::milliseconds(300)});
        QVERIFY(!silent);
        QVERIFY(!silent.error().isEmpty());
        QVERIFY(clock.elapsed() >= 300);
        for (const int one : {zero, null, ends[0], ends[1]})
            ::close(one);
    }

    void onlyPlainFilesAreOpened()
    {
        QCOMPARE(::mkfifo(native(u"pipe"_s).constData(), 0600), 0);
        QVERIFY(!openPlainFile(path(u"pipe"_s))); // at once: nothing writes into it
        QVERIFY(!openPlainFile(u"/dev/zero"_s));
        QVERIFY(!openPlainFile(m_place->path()));
        QVERIFY(!openPlainFile(path(u"none"_s)));
        put(u"rows"_s);
        link(u"rows"_s, u"link"_s);
        for (const QString &name : {u"rows"_s, u"link"_s}) {
            const auto file = openPlainFile(path(name));
            QVERIFY(file);
            QCOMPARE((*file)->size(), 8);
            QVERIFY((*file)->seek(3));
            QCOMPARE((*file)->readAll(), QByteArray("cious"));
        }
    }

    void oneFileHasManyNames()
    {
        put(u"rows"_s);
        put(u"others"_s);
        link(u"rows"_s, u"link"_s);
        QVERIFY(QDir().mkdir(path(u"sub"_s)));
        QCOMPARE(::link(native(u"rows"_s).constData(), native(u"hard"_s).constData()), 0);
        for (const QString &name : {u"rows"_s, u"link"_s, u"hard"_s, u"sub/../rows"_s})
            QVERIFY2(isSameFile(path(name), path(u"rows"_s)), qPrintable(name));
        QVERIFY(!isSameFile(path(u"others"_s), path(u"rows"_s)));
        QVERIFY(!isSameFile(path(u"none"_s), path(u"none"_s)));
        const auto file = openPlainFile(path(u"hard"_s));
        QVERIFY(file);
        QVERIFY(isSameFile(path(u"rows"_s), (*file)->handle()));
        QVERIFY(!isSameFile(path(u"others"_s), (*file)->handle()));
    }

    void privateFilesAreTheirOwnersAlone()
    {
        QVERIFY(makePrivateFile(path(u"settings"_s)));
        QCOMPARE(rights(u"settings"_s), 0600);
        put(u"wide"_s);
        QVERIFY(makePrivateFile(path(u"wide"_s)));
        QCOMPARE(rights(u"wide"_s), 0600);
        QCOMPARE(contents(u"wide"_s), QByteArray("precious"));
        put(u"theirs"_s);
        const int before = rights(u"theirs"_s);
        link(u"theirs"_s, u"link"_s);
        QVERIFY(!makePrivateFile(path(u"link"_s)));
        QCOMPARE(rights(u"theirs"_s), before);
        QCOMPARE(::mkfifo(native(u"pipe"_s).constData(), 0600), 0);
        QVERIFY(!makePrivateFile(path(u"pipe"_s)));
        QVERIFY(makePrivateFolder(path(u"a/b"_s)));
        QCOMPARE(rights(u"a/b"_s), 0700);
    }

    void deletingFollowsNoLink()
    {
        QVERIFY(QDir().mkpath(path(u"theirs/sub"_s)));
        put(u"theirs/sub/file"_s);
        QVERIFY(QDir().mkpath(path(u"ours/sub"_s)));
        put(u"ours/file"_s);
        link(u"theirs"_s, u"ours/link"_s);
        link(u"theirs"_s, u"in our place"_s);
        QVERIFY(removeFolder(path(u"ours"_s)));
        QVERIFY(removeFolder(path(u"in our place"_s)));
        QCOMPARE(all(), QStringList{u"theirs"_s});
        QCOMPARE(contents(u"theirs/sub/file"_s), QByteArray("precious"));
    }

    void scratchFoldersAreNew()
    {
        const QString prefix = u".part-"_s;
        QVERIFY(QDir().mkdir(path(u"theirs"_s)));
        put(u"theirs/file"_s);
        link(u"theirs"_s, u".part-abcdef"_s);
        put(u".part-uvwxyz"_s);
        // Of a program that was cut.
        QCOMPARE(::mkdir(native(u".part-123456"_s).constData(), 0700), 0);
        put(u".part-123456/file"_s);
        QString first;
        {
            const auto one = ScratchFolder::make(m_place->path(), prefix);
            QVERIFY(one);
            first = (*one)->path();
            put(QFileInfo(first).fileName() + u"/file"_s);
            QCOMPARE(rights(QFileInfo(first).fileName()), 0700);
            const auto other = ScratchFolder::make(m_place->path(), prefix);
            QVERIFY(other);
            QVERIFY((*other)->path() != first);
            QVERIFY(QFile::exists(first + u"/file"_s)); // in use
            QVERIFY(!QFile::exists(path(u".part-123456"_s)));
        }
        QVERIFY(!QFile::exists(first));
        QCOMPARE(all(), (QStringList{u".part-abcdef"_s, u".part-uvwxyz"_s, u"theirs"_s}));
        QCOMPARE(contents(u"theirs/file"_s), QByteArray("precious"));
    }
};

QTEST_GUILESS_MAIN(TestFiles)
#include "tst_files.moc"
