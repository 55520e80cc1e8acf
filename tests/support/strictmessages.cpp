// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QMutex>
#include <QRegularExpression>
#include <QTest>

namespace QTest {

int qExecStrictly(QObject *test, int argc, char **argv);

} // namespace QTest

namespace {

struct Allowed
{
    const char *pattern;
    const char *why;
};

/// What may be said. Each with its reason; everything else is mended.
constexpr Allowed allowed[] = {
    {"^This plugin does not support (propagateSizeHints|raise|grabbing)",
     "the offscreen platform has no window manager"},
    {"^This plugin supports grabbing the mouse only for popup windows",
     "the offscreen and minimal platforms grab nothing"},
    {"^Mouse event \"Mouse\\w+\" not accepted by receiving widget",
     "QTest's own, where a widget leaves an event to its parent"},
    {"^QStandardPaths: (XDG_RUNTIME_DIR not set|wrong permissions)",
     "of the machine that runs the tests"},
};

/// QTest's own handler: it takes what ignoreMessage() expects, and fails for failOnWarning().
QtMessageHandler ofQTest = nullptr;

bool isAllowed(const QString &text)
{
    for (const Allowed &one : allowed) {
        if (text.contains(QRegularExpression(QString::fromLatin1(one.pattern))))
            return true;
    }
    return false;
}

void take(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    // Threads of ours may warn at the same time.
    static QRecursiveMutex mutex;
    const QMutexLocker lock(&mutex);
    if (type == QtWarningMsg && QTest::currentTestFunction() && !isAllowed(text)) {
        QTest::failOnWarning(QRegularExpression(
            QRegularExpression::anchoredPattern(QRegularExpression::escape(text))));
    }
    ofQTest(type, context, text);
}

} // namespace

int QTest::qExecStrictly(QObject *test, int argc, char **argv)
{
    QTest::qInit(test, argc, argv);
    ofQTest = qInstallMessageHandler(take);
    const int result = QTest::qRun();
    qInstallMessageHandler(ofQTest);
    QTest::qCleanup();
    return result;
}
