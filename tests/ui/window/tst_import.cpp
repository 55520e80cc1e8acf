// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The import dialog in the real window, against the sandbox.

#include "models/api/storeapi.h"
#include "models/jobs/history.h"
#include "models/jobs/jobqueue.h"
#include "models/mirror/mirror.h"
#include "models/tables/peopletablemodel.h"
#include "models/tables/segmentlistmodel.h"
#include "tests/ui/window/windowfixture.h"
#include "ui/dialogs/addpeopledialog.h"
#include "ui/dialogs/importdialog.h"
#include "ui/kit/tableview.h"
#include "ui/kit/tilebutton.h"
#include "ui/peoplepage.h"
#include "ui/storecommands.h"
#include "ui/storeview.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

namespace {

/// The window with a segment open, and all customers of its store.
struct Desk
{
    bool open(bool withCopy = false)
    {
        fixture.keepsCopy = withCopy;
        if (!fixture.open()
            || !QTest::qWaitFor(
                [this] {
                    return fixture.view().segments().state() == SegmentListModel::State::Ready;
                },
                20'000))
            return false;
        segment = fixture.segmentNamed(u"Newsletter EU"_s);
        fixture.view().open(Place::of(segment));
        CustomerQuery query;
        query.includeProfiles = true;
        fixture.session().interactive().listCustomers(query, &context,
                                                      [this](const Result<Page<Customer>> &page) {
                                                          if (page)
                                                              customers = page->items;
                                                      });
        return QTest::qWaitFor([this] { return !customers.isEmpty() && total() > 0; }, 20'000)
            && (!withCopy
                || QTest::qWaitFor(
                    [this] {
                        return fixture.session().mirror()->state() == Mirror::State::Complete;
                    },
                    60'000));
    }

    qint64 total() { return fixture.view().page()->model()->total(); }

    QString write(const QByteArray &bytes)
    {
        QFile file(fixture.filePath(u"people.csv"_s));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write");
        return file.fileName();
    }

    /// Opens the dialog and goes on to what was found. Null: it does not get there.
    ImportDialog *check(const QByteArray &bytes)
    {
        fixture.view().importFile(write(bytes));
        auto *dialog = fixture.dialog<ImportDialog>();
        return dialog && found(dialog) ? dialog : nullptr;
    }

    static bool found(ImportDialog *dialog)
    {
        auto *go = dialog->findChild<QPushButton *>(u"goButton"_s);
        while (go->text() != u"Check"_s)
            go->click();
        go->click();
        return checked(dialog);
    }
    static bool checked(ImportDialog *dialog)
    {
        return QTest::qWaitFor(
            [dialog] { return dialog->findChild<QWidget *>(u"saveResult"_s)->isVisible(); },
            20'000);
    }

    static qint64 tile(ImportDialog *dialog, ImportStatus status)
    {
        const auto *tile = dialog->findChild<TileButton *>(u"tile%1"_s.arg(int(status)));
        return tile ? tile->count() : 0;
    }

    WindowFixture fixture;
    SegmentId segment;
    QList<Customer> customers;
    QObject context;
};

QPushButton *button(ImportDialog *dialog, const QString &name)
{
    return dialog->findChild<QPushButton *>(name);
}

QByteArray idsFile(const QList<Customer> &customers)
{
    QByteArray bytes("Customer ID\n");
    for (const Customer &customer : customers)
        bytes += QByteArray::number(toNumber(customer.id)) + '\n';
    return bytes;
}

} // namespace

class TestImport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void triesTheFirstTenThenAsks()
    {
        Desk desk;
        QVERIFY(desk.open());
        const qint64 members = desk.total();
        ImportDialog *dialog = desk.check(idsFile(desk.customers));
        QVERIFY(dialog);
        const qint64 adding = Desk::tile(dialog, ImportStatus::WillChange);
        QVERIFY(adding > ImportDialog::tried * 2);
        auto *go = button(dialog, u"goButton"_s);
        auto *tries = dialog->findChild<QCheckBox *>(u"tryFirst"_s);
        tries->click();
        // Some of the ten may have no profile: they are left alone.
        const qint64 first = go->text().remove(u"Add "_s).section(u' ', 0, 0).toLongLong();
        QVERIFY(first > 0 && first <= ImportDialog::tried);
        go->click();
        QTRY_COMPARE_WITH_TIMEOUT(desk.total(), members + first, 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(go->text().startsWith(u"Continue: add %1 "_s.arg(adding - first)),
                                 20'000);
        go->click();
        QTRY_COMPARE_WITH_TIMEOUT(desk.total(), members + adding, 20'000);
        QTRY_COMPARE_WITH_TIMEOUT(go->text(), u"Close"_s, 20'000);
        QVERIFY(dialog->findChild<QLabel *>(u"resultText"_s)
                    ->text()
                    .startsWith(QLocale().toString(adding)));
    }

    void createsProfilesThatAreMissing()
    {
        Desk desk;
        QVERIFY(desk.open());
        const qint64 members = desk.total();
        ImportDialog *dialog = desk.check(idsFile(desk.customers));
        QVERIFY(dialog);
        const qint64 adding = Desk::tile(dialog, ImportStatus::WillChange);
        const qint64 without = Desk::tile(dialog, ImportStatus::NoProfile);
        QVERIFY(without > 0);
        auto *create = dialog->findChild<QCheckBox *>(u"createProfiles"_s);
        QVERIFY(create->isVisible() && !create->isChecked());
        create->click();
        auto *go = button(dialog, u"goButton"_s);
        QCOMPARE(go->text(), u"Add %1 people"_s.arg(QLocale().toString(adding + without)));
        go->click();
        QTRY_COMPARE_WITH_TIMEOUT(desk.total(), members + adding + without, 20'000);
        QTRY_COMPARE_WITH_TIMEOUT(go->text(), u"Close"_s, 20'000);

        desk.fixture.nextFile = desk.fixture.filePath(u"result.csv"_s);
        button(dialog, u"saveResult"_s)->click();
        QFile saved(desk.fixture.nextFile);
        QTRY_VERIFY(saved.exists());
        QVERIFY(saved.open(QIODevice::ReadOnly));
        QCOMPARE(saved.readAll().count(",changed,"), adding + without);
        // All of it is one undo.
        QTRY_VERIFY(desk.fixture.session().history().canUndo());
        desk.fixture.session().history().undo();
        QTRY_COMPARE_WITH_TIMEOUT(desk.total(), members, 20'000);
    }

    void looksInTheCopyOrInTheStore()
    {
        Desk desk;
        QVERIFY(desk.open(true));
        QVERIFY(QTest::qWaitFor([&desk] { return !desk.fixture.session().mirrorSync(); }, 60'000));
        QVERIFY(
            QTest::qWaitFor([&desk] { return desk.fixture.store().statistics().inFlight == 0; }));
        ImportDialog *dialog = desk.check(idsFile(desk.customers.first(60)));
        QVERIFY(dialog);
        auto *where = dialog->findChild<QLabel *>(u"lookedUpIn"_s);
        QVERIFY2(where->text().startsWith(u"Looked up in the local copy, read"_s),
                 qPrintable(where->text()));
        const qint64 adding = Desk::tile(dialog, ImportStatus::WillChange);
        const qint64 without = Desk::tile(dialog, ImportStatus::NoProfile);
        auto *other = button(dialog, u"checkElsewhere"_s);
        QVERIFY(other->isVisible());
        desk.fixture.store().resetStatistics();
        other->click();
        QVERIFY(Desk::checked(dialog));
        QCOMPARE(where->text(), u"Looked up in the store just now."_s);
        QVERIFY(desk.fixture.store().statistics().requests > 0);
        QCOMPARE(Desk::tile(dialog, ImportStatus::WillChange), adding);
        QCOMPARE(Desk::tile(dialog, ImportStatus::NoProfile), without);
        // And back.
        QCOMPARE(other->text(), u"Check against the local copy"_s);
        other->click();
        QVERIFY(Desk::checked(dialog));
        QVERIFY(where->text().startsWith(u"Looked up in the local copy"_s));
    }

    void namesAreTheLastResort()
    {
        Desk desk;
        QVERIFY(desk.open(true));
        QHash<QString, int> names;
        for (const Customer &customer : desk.customers)
            ++names[customer.fullName()];
        QByteArray bytes("First name;Last name\n");
        for (const Customer &customer : desk.customers)
            bytes += customer.firstName.toUtf8() + ';' + customer.lastName.toUtf8() + '\n';
        ImportDialog *dialog = desk.check(bytes);
        QVERIFY(dialog);
        const qint64 byName = Desk::tile(dialog, ImportStatus::ByName);
        QVERIFY(byName > 0);
        QCOMPARE(Desk::tile(dialog, ImportStatus::WillChange), 0);
        auto *go = button(dialog, u"goButton"_s);
        QVERIFY(!go->isEnabled());
        auto *also = dialog->findChild<QCheckBox *>(u"byName"_s);
        QVERIFY(also->isVisible() && !also->isChecked());
        also->click();
        QVERIFY(go->isEnabled());
        QCOMPARE(go->text(), u"Add %1 people"_s.arg(QLocale().toString(byName)));
    }

    void namesNeedTheCopy()
    {
        Desk desk;
        QVERIFY(desk.open());
        desk.fixture.view().importFile(desk.write("Name;City\nZoë Keks;Bergen\n"));
        auto *dialog = desk.fixture.dialog<ImportDialog>();
        QVERIFY(dialog);
        auto *go = button(dialog, u"goButton"_s);
        go->click();
        QCOMPARE(dialog->findChild<QComboBox *>(u"role0"_s)->currentText(), u"Match by name"_s);
        QVERIFY(!go->isEnabled());
    }

    void pastedColumnsAreAFile()
    {
        Desk desk;
        QVERIFY(desk.open());
        const qint64 members = desk.total();
        QString text = u"City\tCustomer\n"_s;
        for (const Customer &customer : std::as_const(desk.customers))
            text += u"Bergen\t%1\n"_s.arg(toNumber(customer.id));
        QApplication::clipboard()->setText(text);
        const QStringList before = QDir(QDir::tempPath()).entryList(QDir::Files | QDir::Hidden);
        desk.fixture.view().paste();
        auto *dialog = desk.fixture.dialog<ImportDialog>();
        QVERIFY(dialog);
        QCOMPARE(dialog->findChild<QComboBox *>(u"delimiter"_s)->currentText(), u"Tab"_s);
        QVERIFY(!dialog->findChild<QComboBox *>(u"encoding"_s)->isVisible());
        QVERIFY(Desk::found(dialog));
        const qint64 adding = Desk::tile(dialog, ImportStatus::WillChange);
        QVERIFY(adding > 0);
        // Nobody's data is left in a file.
        QCOMPARE(QDir(QDir::tempPath()).entryList(QDir::Files | QDir::Hidden), before);
        button(dialog, u"goButton"_s)->click();
        QTRY_COMPARE_WITH_TIMEOUT(desk.total(), members + adding, 20'000);
    }

    void aListIsNoFile()
    {
        Desk desk;
        QVERIFY(desk.open());
        QApplication::clipboard()->setText(desk.customers[0].email + u", "_s
                                           + desk.customers[1].email);
        desk.fixture.view().paste();
        QVERIFY(!desk.fixture.dialog<ImportDialog>());
        auto *dialog = desk.fixture.dialog<AddPeopleDialog>();
        QVERIFY(dialog);
        dialog->reject();
        // A table that is pasted into the dialog goes on as an import.
        QTRY_VERIFY(!desk.fixture.dialog<AddPeopleDialog>());
        desk.fixture.view().commands().addPeople(desk.segment);
        dialog = desk.fixture.dialog<AddPeopleDialog>();
        QVERIFY(dialog);
        QApplication::clipboard()->setText(
            u"Zoë\t%1\nAnna\t17\n"_s.arg(toNumber(desk.customers[0].id)));
        dialog->findChild<QPlainTextEdit *>(u"peopleText"_s)->paste();
        QTRY_VERIFY(!desk.fixture.dialog<AddPeopleDialog>());
        QVERIFY(desk.fixture.dialog<ImportDialog>());
    }

    void suggestsTheOtherEncoding()
    {
        Desk desk;
        QVERIFY(desk.open());
        const QByteArray row = "K\xF6nig;" + desk.customers[0].email.toUtf8() + '\n';
        desk.fixture.view().importFile(desk.write("Name;E-mail\n" + row));
        auto *dialog = desk.fixture.dialog<ImportDialog>();
        QVERIFY(dialog);
        auto *hint = dialog->findChild<QWidget *>(u"encodingHint"_s);
        auto *encoding = dialog->findChild<QComboBox *>(u"encoding"_s);
        QVERIFY(!hint->isVisible()); // it was recognised
        const QString right = encoding->currentText();
        encoding->setCurrentIndex(0);
        Q_EMIT encoding->activated(0);
        QVERIFY(hint->isVisible());
        button(dialog, u"useEncoding"_s)->click();
        QVERIFY(!hint->isVisible());
        QCOMPARE(encoding->currentText(), right);
        dialog->reject();
        QTRY_VERIFY(!desk.fixture.dialog<ImportDialog>());

        // Letters that come too late to be seen at first are met by the check.
        QByteArray bytes("Name;E-mail\n");
        while (bytes.size() < 2 * dialectHeadSize)
            bytes += "Koenig;" + desk.customers[0].email.toUtf8() + '\n';
        bytes += row;
        dialog = desk.check(bytes);
        QVERIFY(dialog);
        QCOMPARE(Desk::tile(dialog, ImportStatus::Unreadable), 1);
        hint = dialog->findChild<QWidget *>(u"encodingHint"_s);
        QVERIFY(hint->isVisible());
        button(dialog, u"useEncoding"_s)->click();
        QVERIFY(Desk::checked(dialog));
        QCOMPARE(Desk::tile(dialog, ImportStatus::Unreadable), 0);
        QVERIFY(!hint->isVisible());
    }
};

QTEST_MAIN(TestImport)

#include "tst_import.moc"
